import type { OwnerId } from "@voxnix/protocol";
import type { Role } from "../brain/index.ts";
import type { Budget } from "./budget.ts";
import type { QuietHours } from "./quiet-hours.ts";

/** What the configuration says about who may do what. */
export interface Rules {
  /** Those who administer; they cannot be removed by chat. */
  owners: readonly OwnerId[];
  /** Those who may speak from the beginning. */
  members: readonly OwnerId[];
  /** How many containers a member may have. */
  memberContainers: number;
  /** What one owner, and one member, may use of the models in a day. */
  ownerBudget: Budget | undefined;
  memberBudget: Budget | undefined;
  /** Of those who chose none of their own. */
  quietHours: QuietHours | undefined;
  /** About how many tokens of history a model is sent. */
  historyTokens: number;
  /** How often the host is looked at, in milliseconds. */
  hostCheckMs: number;
  /** How long is kept what was said, and what it used, in milliseconds. */
  keptMs: number;
  /** How long the audit is kept. */
  auditKeptMs: number;
}

const dayMs = 24 * 3_600_000;

/** What holds where nothing is configured. */
export const defaultRules: Rules = {
  owners: [],
  members: [],
  memberContainers: 3,
  ownerBudget: undefined,
  memberBudget: undefined,
  quietHours: undefined,
  historyTokens: 24_000,
  hostCheckMs: 300_000,
  keptMs: 365 * dayMs,
  auditKeptMs: 3 * 365 * dayMs,
};

/** The budget that holds for a role. */
export function budgetOf(rules: Rules, role: Role): Budget | undefined {
  return role === "owner" ? rules.ownerBudget : rules.memberBudget;
}
