import type { StoredCall } from "../brain/index.ts";
import type { Turn } from "../store/index.ts";
import { acts } from "./acts/index.ts";
import { type Answer, declined } from "./answer.ts";
import type { Desk } from "./desk.ts";

/** What a turn is to run that came of a yes: calls of the brain's tools, or something of the conversation's own. */
export type Approved = { calls: readonly StoredCall[] } | { answer: () => Answer };

/** Looks up what a person said yes to. The approval was decided in the same transaction that made the turn. */
export function approvedOf(turn: Turn, desk: Desk): Approved {
  const approval = turn.approval === null ? undefined : desk.store.approvals.get(turn.approval);
  const calls = approval?.state === "approved" ? approval.asked.map(({ call }) => call) : [];
  const [first] = calls;
  if (first === undefined)
    return {
      answer: () => declined("I no longer know what this was about. Nothing was done; please ask again."),
    };
  const act = acts[first.tool];
  return act === undefined ? { calls } : { answer: () => act(turn, first.arguments, desk) };
}
