import type { Logger } from "@voxnix/daemon";
import type { OwnerId } from "@voxnix/protocol";
import type { Executor, OperationBegun } from "../executor/index.ts";
import type { BrainEvent } from "./events.ts";
import type { Asked } from "./guard.ts";
import type { StoredMessage } from "./messages.ts";
import type { ChosenModel } from "./models/index.ts";
import type { Role } from "./role.ts";
import type { ModelUsage } from "./usage.ts";

/** What every turn works with. */
export interface TurnParts {
  executor: Executor;
  /** In the order in which they stand in for each other; at least one. */
  models: readonly ChosenModel[];
  log: Logger;
}

/** A person's message, and the conversation it belongs to. */
export interface TurnRequest {
  /** Unique for ever: request ids are made of it. At most 40 of A-Z a-z 0-9 . _ : - */
  turn: string;
  owner: OwnerId;
  role: Role;
  /** The name of the model that this chat chose; undefined for the first. */
  model: string | undefined;
  /** How many containers this person may have; undefined for no limit but the executor's. */
  containersAtMost: number | undefined;
  /** Earlier messages, oldest first, as earlier turns returned them. */
  history: readonly StoredMessage[];
  text: string;
  /** Ends the turn. Operations that it began go on. */
  signal: AbortSignal;
  /** Gets `tool-call`, `tool-answer` and `operation` as they happen. */
  onEvent(event: BrainEvent): void;
  /** Awaited before a change is asked for, then again with `operation` when the executor accepted it. */
  beginOperation(begun: OperationBegun): Promise<void> | void;
  /** The turn saw how the change ended: its reply tells it. */
  endOperation?(requestId: string): Promise<void> | void;
  /** A call that was not run, because the person has to say yes to it first. The reply asks them. */
  ask(asked: Asked): void;
  /** The person's next message is the value of this secret, and goes to the executor alone. The reply asks for it. */
  awaitSecret?(name: string): void;
  /** Told after each model call what that model used in this turn so far. A sentence ends the turn. */
  spent?(usage: ModelUsage): string | undefined;
}

export interface TurnOutcome {
  /** What the turn adds to the history: the user's message first, the reply last. */
  messages: StoredMessage[];
  /** Markdown; begins with the outcome. */
  reply: string;
  /** False if the model failed, or a tool did and was not made good. */
  ok: boolean;
  /** What tools printed and the reply cannot show whole. */
  files?: readonly { name: string; text: string }[];
  /** One for each model that was asked. */
  usage?: readonly ModelUsage[];
}
