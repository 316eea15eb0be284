import type { Store, Turn } from "../store/index.ts";
import { hidden } from "./secrets.ts";

// A turn that was cut off so often may be the reason for it.
const mostAttempts = 3;

/**
 * Sorts out, at start, the turns that the last process left: those that changed nothing run again,
 * those that did are not repeated, and their person is told.
 * @returns the turns to run, in the order in which they were said
 */
export function recoverTurns(store: Store): Turn[] {
  return store.turns
    .open()
    .filter((turn) => (turn.task === "answer" ? answered(store, turn) : again(store, turn)));
}

function again(store: Store, turn: Turn): boolean {
  if (turn.state === "queued") return true;
  const begunSomething = store.operations.of(turn).length > 0;
  if (!begunSomething && !turn.acted && turn.attempts < mostAttempts) return true;
  store.atomically(() => {
    store.turns.end(turn.number, "interrupted");
    store.messages.add(turn, [{ role: "user", text: turn.text }]);
    // What it began is followed to its end, and that outcome is its answer.
    if (begunSomething) return;
    const text = turn.acted ? actedText : triedText;
    store.messages.add(turn, [{ role: "assistant", text, calls: [] }]);
    store.outbox.add({
      chat: turn.chat,
      kind: "notice",
      turn: turn.id,
      ok: false,
      text,
      origin: turn.origin,
    });
  });
  return false;
}

// A decision is stored at once; the value of a secret is nowhere but in the process that died.
function answered(store: Store, turn: Turn): boolean {
  const lost = turn.text === hidden;
  store.atomically(() => {
    store.turns.end(turn.number, "interrupted");
    const text = lost ? lostText : "Left as it is.";
    const { chat, id, owner, origin } = turn;
    store.outbox.add({ chat, kind: "notice", turn: id, owner, ok: !lost, text, origin });
  });
  return false;
}

const lostText =
  "⚠️ I was restarted before I could hand on the value that you sent me. Please send it once more.";
const actedText =
  "⚠️ I was restarted while I was working on your last message, after I had run something for it. I have not run it a second time: please look whether it is done, and ask again if not.";
const triedText =
  "⚠️ I was interrupted several times while I was working on your last message, so I have set it aside. Nothing was changed. Please ask again, perhaps in smaller steps.";
