import { repaired } from "./history.ts";
import { loop } from "./loop.ts";
import { Transcript } from "./transcript.ts";
import type { TurnOutcome, TurnParts, TurnRequest } from "./turn-request.ts";

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
