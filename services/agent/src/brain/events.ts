import type { OperationEvent } from "@voxnix/protocol";

/** What the brain tells while it works on a turn, in order. */
export type BrainEvent = Draft | ToolCalled | ToolAnswered | OperationSeen;

/** The reply as far as the model has said it. The reply itself always comes whole, as a message of its own. */
export interface Draft {
  type: "draft";
  turn: string;
  /** Markdown, from the beginning; perhaps broken off in the middle of a mark. */
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
