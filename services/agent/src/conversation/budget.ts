import type { OwnerId } from "@voxnix/protocol";
import type { ModelUsage } from "../brain/index.ts";
import type { Store, UsageSum } from "../store/index.ts";
import { dayStart } from "./calendar.ts";

/** What one person may use in a day. */
export type Budget = { usd: number } | { tokens: number };

/** Reads e.g. "1.50" (US dollars) or "200000 tokens". Undefined if it is not like that. */
export function readBudget(text: string): Budget | undefined {
  const [, amount, unit] = /^\s*\$?(\d+(?:\.\d+)?)\s*(usd|\$|tokens?)?\s*$/i.exec(text) ?? [];
  if (amount === undefined) return undefined;
  return /^token/i.test(unit ?? "") ? { tokens: Math.floor(Number(amount)) } : { usd: Number(amount) };
}

/** E.g. "$1.50" or "200,000 tokens". */
export function budgetText(budget: Budget): string {
  return "usd" in budget ? dollars(budget.usd) : `${count(budget.tokens)} tokens`;
}

/**
 * Whether a person has used up what they may use today.
 * @param unstored what the turn under way has used
 */
export function usedUp(
  store: Store,
  owner: OwnerId,
  budget: Budget | undefined,
  unstored: readonly ModelUsage[] = [],
): boolean {
  if (budget === undefined) return false;
  const sums = store.usage.since(dayStart(store.now()), owner);
  if ("usd" in budget) {
    const more = unstored.reduce((total, { costUsd = 0 }) => total + costUsd, 0);
    return costOf(sums) + more >= budget.usd;
  }
  const more = unstored.reduce(
    (total, { inputTokens, outputTokens }) => total + inputTokens + outputTokens,
    0,
  );
  return tokensOf(sums) + more >= budget.tokens;
}

export function costOf(sums: readonly UsageSum[]): number {
  return sums.reduce((total, { cost }) => total + (cost ?? 0), 0);
}

export function tokensOf(sums: readonly UsageSum[]): number {
  return sums.reduce((total, { input, output }) => total + input + output, 0);
}

/** E.g. "$0.04"; small amounts keep two digits that count. */
export function dollars(usd: number): string {
  return usd === 0 || usd >= 0.01 ? `$${usd.toFixed(2)}` : `$${usd.toPrecision(2)}`;
}

export function count(number: number): string {
  return number.toLocaleString("en-US");
}

/** What one is told who has used up what they may. */
export function overBudgetText(budget: Budget): string {
  return `Your budget of ${budgetText(budget)} for today is used up; it is there again after midnight. Until then commands such as /status work, and so does the built-in model: /model offline.`;
}
