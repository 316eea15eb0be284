import type { OwnerId } from "@voxnix/protocol";
import type { BrainEvent } from "../brain/index.ts";
import type { Button, TextFile } from "../store/index.ts";

export type { Draft, OperationSeen, ToolAnswered, ToolCalled } from "../brain/index.ts";

/**
 * What happens in one turn, in order: `turn` first, `reply` last. Channels show them; `--json`
 * prints them one per line as they stand here. A `notice` belongs to no turn under way.
 */
export type TurnEvent = TurnBegun | BrainEvent | Reply | Notice;

/** A person's message is being worked on. */
export interface TurnBegun {
  type: "turn";
  /** Unique on this host, e.g. "turn-42-9f3c". */
  turn: string;
  owner: OwnerId;
  text: string;
}

/** The final message of the turn. */
export interface Reply {
  type: "reply";
  turn: string;
  /** False if the turn ended in an error: the model failed, or the last thing it tried did. */
  ok: boolean;
  /** Markdown. */
  text: string;
  /** Rows of what can be pressed under it. */
  buttons?: Button[][];
  files?: TextFile[];
}

/** News of an earlier request, such as the outcome of an operation that a restart cut off from its turn. */
export interface Notice {
  type: "notice";
  /** The turn that it is about. */
  turn: string;
  ok: boolean;
  /** Markdown. */
  text: string;
  /** Rows of what can be pressed under it. */
  buttons?: Button[][];
  files?: TextFile[];
}
