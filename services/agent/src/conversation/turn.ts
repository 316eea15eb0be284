import { setTimeout as pause } from "node:timers/promises";
import type { Role, StoredCall, TurnOutcome } from "../brain/index.ts";
import type { Store, Turn } from "../store/index.ts";
import { tracedTurn } from "../telemetry/index.ts";
import type { Answer } from "./answer.ts";
import { overBudgetText, usedUp } from "./budget.ts";
import { chosenModel } from "./chosen-model.ts";
import type { Desk } from "./desk.ts";
import { approvedOf } from "./performing.ts";
import { Stopped } from "./queue.ts";
import { type Gathered, requestOf, type TurnParts } from "./request.ts";
import { budgetOf } from "./rules.ts";
import { stoppedAnswer } from "./stopping.ts";

const patienceMs = 2_000;

/**
 * Runs one turn and stores what came of it: history, outcome, questions and reply together or not at all.
 * Never rejects for what the brain does. Returns false if the process is ending: then nothing is
 * stored, and the next start takes the turn up again.
 */
export async function runTurn(parts: TurnParts, turn: Turn, signal: AbortSignal): Promise<boolean> {
  const { desk, show } = parts;
  const { store } = desk;
  store.turns.begin(turn.number);
  show(turn, { type: "turn", turn: turn.id, owner: turn.owner, text: turn.text });
  const role = desk.people.role(turn.owner);
  const refused = role === undefined ? noLonger : overBudget(desk, turn, role);
  if (role === undefined || refused !== undefined) {
    desk.voice.reply(turn, "done", refused ?? noLonger);
    return true;
  }
  const approved = turn.task === "perform" ? approvedOf(turn, desk) : undefined;
  if (approved && "answer" in approved) {
    store.atomically(() => desk.voice.reply(turn, "done", approved.answer()));
    store.compact();
    return true;
  }
  const gathered: Gathered = { seen: new Set(), asked: [], secret: undefined };
  const outcome = await Promise.race([
    tracedTurn(turn, () => think(parts, turn, role, approved?.calls, signal, gathered)),
    givenUp(turn, signal),
  ]);
  const stopped = signal.aborted && signal.reason instanceof Stopped ? signal.reason : undefined;
  if (stopped?.by === "shutdown") return false;
  store.atomically(() => (stopped ? keepStopped : keep)(desk, turn, outcome, gathered));
  return true;
}

function keep(desk: Desk, turn: Turn, outcome: TurnOutcome, { seen, asked, secret }: Gathered): void {
  const { store, voice } = desk;
  store.messages.add(turn, outcome.messages);
  for (const request of seen) store.operations.told(request);
  for (const used of outcome.usage ?? []) store.usage.add(turn, used);
  if (secret !== undefined) desk.secrets.await(turn, secret);
  const buttons = asked.length === 0 ? [] : desk.approvals.ask(turn, asked);
  const { ok, reply: text, files = [] } = outcome;
  voice.reply(turn, "done", { ok, text, buttons, files: [...files] });
}

// A stopped turn does not tell what it saw: that is left to the follow-up. It asks nothing either.
function keepStopped(desk: Desk, turn: Turn, outcome: TurnOutcome, { seen }: Gathered): void {
  const { store, voice } = desk;
  store.messages.add(turn, outcome.messages);
  for (const used of outcome.usage ?? []) store.usage.add(turn, used);
  voice.reply(turn, "stopped", stoppedAnswer(store, turn, seen));
}

async function think(
  parts: TurnParts,
  turn: Turn,
  role: Role,
  calls: readonly StoredCall[] | undefined,
  signal: AbortSignal,
  gathered: Gathered,
): Promise<TurnOutcome> {
  const { brain } = parts.desk;
  try {
    const request = requestOf(parts, turn, role, signal, gathered);
    return calls === undefined ? await brain.turn(request) : await brain.perform(calls, request);
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

function said(turn: Turn, reply: string): Pick<TurnOutcome, "reply" | "messages"> {
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

const noLonger: Answer = {
  ok: false,
  text: "I may no longer work for you: my owner has taken you off the list.",
};

// What was said yes to is carried out all the same: the models' part in it is small.
function overBudget(desk: Desk, turn: Turn, role: Role): Answer | undefined {
  const { store, rules, brain } = desk;
  const budget = budgetOf(rules, role);
  const model = chosenModel(desk, turn) ?? brain.model;
  if (budget === undefined || model === "offline" || turn.task === "perform") return undefined;
  if (!usedUp(store, turn.owner, budget)) return undefined;
  return { ok: false, text: overBudgetText(budget) };
}

/** What the store keeps of a reply that the conversation gave by itself, for the brain to know of. */
export function exchanged(store: Store, turn: Turn, answer: Answer): void {
  store.messages.add(turn, said(turn, answer.text).messages);
}
