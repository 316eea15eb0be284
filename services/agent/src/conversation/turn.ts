import { setTimeout as pause } from "node:timers/promises";
import type { Asked, ModelUsage, Role, StoredCall, TurnOutcome, TurnRequest } from "../brain/index.ts";
import type { Store, Turn } from "../store/index.ts";
import { tracedTurn } from "../telemetry/index.ts";
import type { Answer } from "./answer.ts";
import { changesSomething } from "./approvals.ts";
import { audit } from "./audit.ts";
import { type Budget, budgetOf, budgetText, usedUp } from "./budget.ts";
import { chosenModel } from "./chosen-model.ts";
import type { Desk } from "./desk.ts";
import type { TurnEvent } from "./events.ts";
import { remembered } from "./memory.ts";
import { approvedOf } from "./performing.ts";
import { Stopped } from "./queue.ts";
import { isPrivate } from "./secrets.ts";
import { stoppedAnswer } from "./stopping.ts";

const patienceMs = 2_000;
// Enough of an answer for the audit; all of it is in the conversation.
const auditedCharacters = 500;

export interface TurnParts {
  desk: Desk;
  show: (turn: Turn, event: TurnEvent) => void;
}

// What a turn gathers on its way.
interface Gathered {
  /** Request ids of the operations whose end it saw. */
  readonly seen: Set<string>;
  readonly asked: Asked[];
  secret: string | undefined;
}

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
  voice.reply(turn, "done", { ok: outcome.ok, text: outcome.reply, buttons });
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

function requestOf(
  { desk, show }: TurnParts,
  turn: Turn,
  role: Role,
  signal: AbortSignal,
  gathered: Gathered,
): TurnRequest {
  const { store, rules } = desk;
  const budget = budgetOf(rules, role);
  const used = new Map<string, ModelUsage>();
  return {
    turn: turn.id,
    owner: turn.owner,
    role,
    model: chosenModel(desk, turn),
    containersAtMost: role === "member" ? rules.memberContainers : undefined,
    history: remembered(store, turn, rules.historyTokens),
    text: turn.text,
    signal,
    onEvent(event) {
      // What a person is asked about has its own entry.
      const isAsked = gathered.asked.some(({ call }) => "call" in event && call.id === event.call);
      if ((event.type === "tool-call" || event.type === "tool-answer") && !isAsked) note(desk, turn, event);
      // What goes on after a stop is shown by whoever follows it up.
      if (!signal.aborted) show(turn, event);
    },
    beginOperation({ requestId, kind, container, operation }) {
      store.operations.begin(turn, { request: requestId, kind, container });
      if (operation !== undefined) store.operations.accepted(requestId, operation);
    },
    endOperation: (requestId) => void gathered.seen.add(requestId),
    spent(usage) {
      used.set(usage.model, usage);
      const over = usage.model !== "offline" && usedUp(store, turn.owner, budget, [...used.values()]);
      return over && budget ? overBudgetText(budget) : undefined;
    },
    ask: (asked) => void gathered.asked.push(asked),
    ...(isPrivate(turn) && {
      awaitSecret: (name: string) => {
        gathered.secret = name;
      },
    }),
  };
}

function note(
  desk: Desk,
  turn: Turn,
  event: Extract<TurnEvent, { type: "tool-call" | "tool-answer" }>,
): void {
  if (!changesSomething(event.tool)) return;
  const entry = { owner: turn.owner, chat: turn.chat, turn: turn.id, subject: event.tool };
  const approval = turn.approval ?? undefined;
  if (event.type === "tool-answer") {
    const answer = event.text.slice(0, auditedCharacters);
    audit(desk, { ...entry, event: "answered", detail: { ok: event.ok, approval, answer } });
    return;
  }
  // Not run a second time after a crash: a command may have done its work.
  desk.store.turns.act(turn.number);
  const { name } = event.arguments;
  const container = typeof name === "string" ? name : undefined;
  audit(desk, { ...entry, event: "called", detail: { container, approval, arguments: event.arguments } });
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

function overBudgetText(budget: Budget): string {
  return `Your budget of ${budgetText(budget)} for today is used up; it is there again after midnight. Until then commands such as /status work, and so does the built-in model: /model offline.`;
}

/** What the store keeps of a reply that the conversation gave by itself, for the brain to know of. */
export function exchanged(store: Store, turn: Turn, answer: Answer): void {
  store.messages.add(turn, said(turn, answer.text).messages);
}
