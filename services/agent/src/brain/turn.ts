import type { Logger } from "@voxnix/daemon";
import type { OwnerId } from "@voxnix/protocol";
import type { TurnEvent } from "../conversation/events.ts";
import type { Executor, OperationBegun } from "../executor/index.ts";
import { repaired } from "./history.ts";
import { loop } from "./loop.ts";
import type { StoredMessage } from "./messages.ts";
import type { ChosenModel } from "./models/index.ts";
import { Transcript } from "./transcript.ts";

export interface TurnParts {
  executor: Executor;
  model: ChosenModel;
  log: Logger;
}

/** A person's message, and the conversation it belongs to. */
export interface TurnRequest {
  /** Unique for ever: request ids are made of it. At most 40 of A-Z a-z 0-9 . _ : - */
  turn: string;
  owner: OwnerId;
  /** Earlier messages, oldest first, as earlier turns returned them. */
  history: readonly StoredMessage[];
  text: string;
  /** Ends the turn. Operations that it began go on. */
  signal: AbortSignal;
  /** Gets `tool-call`, `tool-answer` and `operation` as they happen. */
  onEvent(event: TurnEvent): void;
  /** Awaited before a change is asked for, then again with `operation` when the executor accepted it. */
  beginOperation(begun: OperationBegun): Promise<void> | void;
  /** The turn saw how the change ended: its reply tells it. */
  endOperation?(requestId: string): Promise<void> | void;
}

export interface TurnOutcome {
  /** What the turn adds to the history: the user's message first, the reply last. */
  messages: StoredMessage[];
  /** Markdown; begins with the outcome. */
  reply: string;
  /** False if the model failed, or a tool did and was not made good. */
  ok: boolean;
}

/** Answers one message. Never rejects: whatever goes wrong is told in the reply. */
export async function runTurn(parts: TurnParts, request: TurnRequest): Promise<TurnOutcome> {
  const history = repaired(request.history);
  const transcript = new Transcript(request.turn, request.text, history);
  try {
    await loop(parts, { ...request, history }, transcript);
    return concluded(transcript);
  } catch (error) {
    if (!request.signal.aborted) {
      parts.log.error({ event: "turn-failed", turn: request.turn, model: parts.model.name, err: error });
    }
    const reason = request.signal.aborted ? stopped(transcript) : parts.model.errorText(error);
    return cutShort(transcript, reason);
  }
}

// A call without its answer may have begun something.
function stopped({ messages }: Transcript): string {
  const waiting = repaired(messages).length > messages.length;
  return waiting ? "Stopped. What had been begun on the host goes on." : "Stopped.";
}

function concluded(transcript: Transcript): TurnOutcome {
  const last = transcript.messages.at(-1);
  if (last?.role !== "assistant" || last.text.trim() === "") {
    return cutShort(transcript, "The model gave no answer. Please say it again, or differently.");
  }
  return { messages: transcript.messages, reply: last.text, ok: !transcript.failed };
}

// What the tools did is true whether or not the model lived to tell it.
function cutShort(transcript: Transcript, reason: string): TurnOutcome {
  const reply = [reason, ...transcript.answers].join("\n\n");
  const messages = repaired([...transcript.messages, { role: "assistant", text: reply, calls: [] }]);
  return { messages, reply, ok: false };
}
