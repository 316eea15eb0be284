import { setTimeout as pause } from "node:timers/promises";
import { type Brain, readOnlyTools, StoredMessage, type TurnOutcome } from "../brain/index.ts";
import type { Store, Turn } from "../store/index.ts";
import { tracedTurn } from "../telemetry/index.ts";
import type { TurnEvent } from "./events.ts";
import { Stopped } from "./queue.ts";

// So many earlier turns go to the model: enough for "and stop the other one", short of its window.
const rememberedTurns = 20;
const patienceMs = 2_000;

export interface TurnParts {
  store: Store;
  brain: Brain;
  show: (turn: Turn, event: TurnEvent) => void;
}

/**
 * Runs one turn and stores what came of it: history, outcome and reply together or not at all.
 * Never rejects for what the brain does. Returns false if the process is ending: then nothing is
 * stored, and the next start takes the turn up again.
 */
export async function runTurn(parts: TurnParts, turn: Turn, signal: AbortSignal): Promise<boolean> {
  const { store, show } = parts;
  const seen = new Set<string>();
  store.turns.begin(turn.number);
  show(turn, { type: "turn", turn: turn.id, owner: turn.owner, text: turn.text });
  const outcome = await Promise.race([
    tracedTurn(turn, () => think(parts, turn, signal, seen)),
    givenUp(turn, signal),
  ]);
  const stopped = signal.aborted && signal.reason instanceof Stopped ? signal.reason : undefined;
  if (stopped?.by === "shutdown") return false;
  const reply = stopped ? { ok: false, reply: stoppedText(store, turn, seen) } : outcome;
  store.atomically(() => {
    store.messages.add(turn, outcome.messages);
    // A stopped turn does not tell what it saw: that is left to the follow-up.
    if (!stopped) for (const request of seen) store.operations.told(request);
    store.turns.end(turn.number, stopped ? "stopped" : "done");
    store.outbox.add({
      chat: turn.chat,
      kind: "reply",
      turn: turn.id,
      ok: reply.ok,
      text: reply.reply,
      origin: turn.origin,
    });
  });
  return true;
}

async function think(
  { store, brain, show }: TurnParts,
  turn: Turn,
  signal: AbortSignal,
  seen: Set<string>,
): Promise<TurnOutcome> {
  try {
    const history = store.messages
      .history(turn, rememberedTurns)
      .map((message) => StoredMessage.parse(message));
    return await brain.turn({
      turn: turn.id,
      owner: turn.owner,
      role: "owner",
      model: undefined,
      containersAtMost: undefined,
      ask: () => {},
      history,
      text: turn.text,
      signal,
      onEvent(event) {
        // Not run a second time after a crash: a command may have done its work.
        if (event.type === "tool-call" && !readOnlyTools.has(event.tool)) store.turns.act(turn.number);
        // What goes on after a stop is shown by whoever follows it up.
        if (!signal.aborted) show(turn, event);
      },
      beginOperation({ requestId, kind, container, operation }) {
        store.operations.begin(turn, { request: requestId, kind, container });
        if (operation !== undefined) store.operations.accepted(requestId, operation);
      },
      endOperation: (requestId) => void seen.add(requestId),
    });
  } catch (error) {
    return { ok: false, ...said(turn, defectText(error)) };
  }
}

// A stop works on a brain that does not hear it, too: after a moment the turn ends without it.
async function givenUp(turn: Turn, signal: AbortSignal): Promise<TurnOutcome> {
  await new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener("abort", resolve, { once: true });
  });
  await pause(patienceMs, undefined, { ref: false });
  return { ok: false, ...said(turn, "Stopped.") };
}

function said(turn: Turn, reply: string): { reply: string; messages: StoredMessage[] } {
  return {
    reply,
    messages: [
      { role: "user", text: turn.text },
      { role: "assistant", text: reply, calls: [] },
    ],
  };
}

function defectText(error: unknown): string {
  const what = error instanceof Error ? error.message : String(error);
  return `❌ Something in voxnix itself went wrong: ${what}\n\nPlease try again; if it stays, the agent's log has more: \`journalctl -u voxnix-agent\``;
}

// What goes on without the stopped turn.
function stoppedText(store: Store, turn: Turn, seen: ReadonlySet<string>): string {
  const left = store.operations.untold(turn).filter(({ request }) => !seen.has(request));
  const lines = left.map(({ kind, container }) =>
    kind === "CREATE"
      ? `I am cancelling the creation of **${container}**, and will tell you when that is done.`
      : `The ${kind.toLowerCase()} of **${container}** is under way already; I will tell you how it ends.`,
  );
  return ["⏹ Stopped.", ...lines].join("\n");
}
