import { NoModel } from "./asking.ts";
import { repaired } from "./history.ts";
import { honest } from "./honesty/index.ts";
import { loop } from "./loop.ts";
import type { StoredCall, StoredMessage } from "./messages.ts";
import { Transcript } from "./transcript.ts";
import type { TurnOutcome, TurnParts, TurnRequest } from "./turn-request.ts";

/**
 * Answers one message, or carries out what the person said yes to. Never rejects: whatever goes wrong is told
 * in the reply.
 */
export async function runTurn(
  parts: TurnParts,
  request: TurnRequest,
  approved: readonly StoredCall[] = [],
): Promise<TurnOutcome> {
  const history = repaired(request.history);
  const transcript = new Transcript(request.turn, request.text, history);
  try {
    await loop(parts, { ...request, history }, transcript, approved);
    return await concluded(parts, request, transcript);
  } catch (error) {
    if (request.signal.aborted) return cutShort(transcript, stopped(transcript));
    parts.log.error({ event: "turn-failed", turn: request.turn, err: error });
    return cutShort(transcript, reasonOf(error));
  }
}

// LangChain wraps what a middleware throws.
function reasonOf(error: unknown): string {
  if (error instanceof NoModel) return error.message;
  if (error instanceof Error && error.cause !== undefined) return reasonOf(error.cause);
  return "Something went wrong inside voxnix's agent; its log has the details (`journalctl -u voxnix-agent`).";
}

// A call without its answer may have begun something.
function stopped({ messages }: Transcript): string {
  const waiting = repaired(messages).length > messages.length;
  return waiting ? "Stopped. What had been begun on the host goes on." : "Stopped.";
}

async function concluded(
  parts: TurnParts,
  request: TurnRequest,
  transcript: Transcript,
): Promise<TurnOutcome> {
  const last = transcript.messages.at(-1);
  const said = last?.role === "assistant" ? last.text.trim() : "";
  const { questions } = transcript;
  if (said === "" && questions.length === 0) {
    return cutShort(transcript, "The model gave no answer. Please say it again, or differently.");
  }
  const told = await honest(whole(said, transcript), transcript, () =>
    parts.executor.containers(request.owner),
  );
  const reply = [told, ...questions, ...troublesText(transcript)].filter((part) => part !== "").join("\n\n");
  const messages = [...transcript.messages.slice(0, -1), assistant(reply)];
  const { files, usage, failures } = transcript;
  return { messages, reply, ok: failures.length === 0, files, usage };
}

// The reply before a question is what the model said with its calls.
function whole(said: string, { messages }: Transcript): string {
  if (said !== "") return said;
  const before = messages.findLast((message) => message.role === "assistant" && message.calls.length > 0);
  return before?.role === "assistant" ? before.text.trim() : "";
}

function troublesText({ modelTroubles, spokenBy }: Transcript): string[] {
  const stoodIn = spokenBy.at(-1);
  if (modelTroubles.length === 0 || stoodIn === undefined) return [];
  const who =
    stoodIn === "offline"
      ? "The offline model answered in its place: it knows everyday requests only."
      : `**${stoodIn}** answered in its place.`;
  return [`${modelTroubles.map(({ why }) => why).join(" ")} ${who}`];
}

// What the tools did is true whether or not the model lived to tell it; what people saw it say stays said.
function cutShort(transcript: Transcript, reason: string): TurnOutcome {
  const { answers, unfinished, files, usage } = transcript;
  const reply = [reason, ...answers, ...(unfinished === "" ? [] : [`${unfinished} …`])].join("\n\n");
  return {
    messages: repaired([...transcript.messages, assistant(reply)]),
    reply,
    ok: false,
    files,
    usage,
  };
}

function assistant(text: string): StoredMessage {
  return { role: "assistant", text, calls: [] };
}
