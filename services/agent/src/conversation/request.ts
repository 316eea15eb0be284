import type { Asked, ModelUsage, Role, TurnRequest } from "../brain/index.ts";
import type { Turn } from "../store/index.ts";
import { changesSomething } from "./approvals.ts";
import { audit } from "./audit.ts";
import { overBudgetText, usedUp } from "./budget.ts";
import { chosenModel } from "./chosen-model.ts";
import type { Desk } from "./desk.ts";
import type { TurnEvent } from "./events.ts";
import { remembered } from "./memory.ts";
import { budgetOf } from "./rules.ts";
import { isPrivate } from "./secrets.ts";

// Enough of an answer for the audit; all of it is in the conversation.
const auditedCharacters = 500;

export interface TurnParts {
  desk: Desk;
  show: (turn: Turn, event: TurnEvent) => void;
}

/** What a turn gathers on its way. */
export interface Gathered {
  /** Request ids of the operations whose end it saw. */
  readonly seen: Set<string>;
  readonly asked: Asked[];
  secret: string | undefined;
}

/** What the brain is asked in a turn: who speaks, within which limits, and what is to be noted on the way. */
export function requestOf(
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
    // What a command printed belongs to the conversation, which a person can have forgotten.
    const [answer = ""] = event.text.slice(0, auditedCharacters).split("\n```");
    audit(desk, { ...entry, event: "answered", detail: { ok: event.ok, approval, answer } });
    return;
  }
  // Not run a second time after a crash: a command may have done its work.
  desk.store.turns.act(turn.number);
  const { name } = event.arguments;
  const container = typeof name === "string" ? name : undefined;
  audit(desk, { ...entry, event: "called", detail: { container, approval, arguments: event.arguments } });
}
