import type { OperationEvent, OwnerId } from "@voxnix/protocol";

/**
 * What happens in one turn, in order: `turn` first, `reply` last. Channels show them; `--json`
 * prints them one per line as they stand here. A `notice` belongs to no turn under way.
 */
export type TurnEvent = TurnBegun | ToolCalled | ToolAnswered | OperationSeen | Reply | Notice;

/** A person's message is being worked on. */
export interface TurnBegun {
  type: "turn";
  /** Unique on this host, e.g. "turn-42-9f3c". */
  turn: string;
  owner: OwnerId;
  text: string;
}

/** The model asked for a tool. */
export interface ToolCalled {
  type: "tool-call";
  turn: string;
  /** The model's id of the call. */
  call: string;
  tool: string;
  arguments: Record<string, unknown>;
}

/** What the tool answered to the model. */
export interface ToolAnswered {
  type: "tool-answer";
  turn: string;
  call: string;
  tool: string;
  /** False if what was asked was not done. */
  ok: boolean;
  text: string;
}

/** An event of an operation that the turn began, as the executor reported it. */
export interface OperationSeen {
  type: "operation";
  turn: string;
  operation: string;
  /** The owner's name for the container. */
  container: string;
  event: OperationEvent;
}

/** The final message of the turn. */
export interface Reply {
  type: "reply";
  turn: string;
  /** False if the turn ended in an error: the model failed, or the last thing it tried did. */
  ok: boolean;
  /** Markdown. */
  text: string;
}

/** News of an earlier request, such as the outcome of an operation that a restart cut off from its turn. */
export interface Notice {
  type: "notice";
  /** The turn that it is about. */
  turn: string;
  ok: boolean;
  /** Markdown. */
  text: string;
}
