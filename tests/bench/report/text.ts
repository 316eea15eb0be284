import { budgetOf, verdict } from "../budgets.ts";
import type { Row } from "../row.ts";

/** A figure as a person reads it: three digits that mean something. */
export function figure(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString("en-US");
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

const marks = { kept: "✓", missed: "✗", report: " " };

/** One line for the terminal. */
export function rowLine(row: Row): string {
  const budget = budgetOf(row.name);
  const spread = row.n > 1 ? ` ± ${figure(row.spread)}` : "";
  const bound = budget === undefined ? "" : ` (budget ${figure(budget)})`;
  const { name, value, unit, n } = row;
  return `${marks[verdict(row)]} ${name.padEnd(50)} ${figure(value).padStart(9)} ${unit}${spread}, n ${n}${bound}`;
}
