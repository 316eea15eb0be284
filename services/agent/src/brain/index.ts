import type { TurnOutcome, TurnParts, TurnRequest } from "./turn-request.ts";

export type { BrainEvent, OperationSeen, ToolAnswered, ToolCalled } from "./events.ts";
export { StoredMessage } from "./messages.ts";
export { type ChosenModel, chooseModel } from "./models/index.ts";
export { readOnlyTools } from "./tools/index.ts";
export type { TurnOutcome, TurnParts, TurnRequest } from "./turn-request.ts";

/** The part of the agent that understands messages and uses the tools. */
export interface Brain {
  /** The model's name, e.g. "openrouter:anthropic/claude-haiku-4.5" or "offline". */
  readonly model: string;
  /** Loads what the first turn would otherwise wait for: LangChain and the provider. */
  warm(): Promise<void>;
  /** Answers one message. Never rejects. One turn at a time per conversation is the caller's duty. */
  turn(request: TurnRequest): Promise<TurnOutcome>;
}

/** Makes a brain. Cheap: LangChain is loaded by `warm` or at the first turn. */
export function createBrain(parts: TurnParts): Brain {
  return {
    model: parts.model.name,
    warm: async () => {
      await Promise.all([import("./turn.ts"), parts.model.load()]);
    },
    turn: async (request) => (await import("./turn.ts")).runTurn(parts, request),
  };
}
