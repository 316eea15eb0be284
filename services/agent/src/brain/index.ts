import type { StoredCall } from "./messages.ts";
import type { TurnOutcome, TurnParts, TurnRequest } from "./turn-request.ts";
import type { ModelInfo } from "./usage.ts";

export type { BrainEvent, Draft, OperationSeen, ToolAnswered, ToolCalled } from "./events.ts";
export type { Asked, Guard } from "./guard.ts";
export { StoredCall, StoredMessage } from "./messages.ts";
export { type ChosenModel, chooseModel, chooseModels } from "./models/index.ts";
export type { Role } from "./role.ts";
export { readOnlyTools } from "./tools/index.ts";
export type { TurnOutcome, TurnParts, TurnRequest } from "./turn-request.ts";
export type { ModelInfo, ModelUsage, Price } from "./usage.ts";

/** The part of the agent that understands messages and uses the tools. */
export interface Brain {
  /** The model's name, e.g. "openrouter:anthropic/claude-haiku-4.5" or "offline". */
  readonly model: string;
  /** The models that a chat can choose, in the order in which they stand in for each other. */
  readonly models: readonly ModelInfo[];
  /** Loads what the first turn would otherwise wait for: LangChain and the provider. */
  warm(): Promise<void>;
  /** Answers one message. Never rejects. One turn at a time per conversation is the caller's duty. */
  turn(request: TurnRequest): Promise<TurnOutcome>;
  /**
   * Runs calls that the person was asked about and said yes to, exactly as they were stored, and goes on with
   * the rest of the wish. Never rejects. The request's text is what the person answered.
   */
  perform(calls: readonly StoredCall[], request: TurnRequest): Promise<TurnOutcome>;
}

/** Makes a brain. Cheap: LangChain is loaded by `warm` or at the first turn. */
export function createBrain(parts: TurnParts): Brain {
  const { models } = parts;
  return {
    model: models[0]?.name ?? "none",
    models: models.map(({ name, price }) => ({ name, ...(price && { price }) })),
    warm: async () => {
      await Promise.all([import("./turn.ts"), models[0]?.load()]);
    },
    turn: async (request) => (await import("./turn.ts")).runTurn(parts, request),
    perform: async (calls, request) => (await import("./turn.ts")).runTurn(parts, request, calls),
  };
}
