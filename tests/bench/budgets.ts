/** What a figure may be. */
export interface Budget {
  /** A row's name. */
  row: string;
  atMost: number;
}

/** The promises. A row that has none is reported for scale. */
export const budgets: readonly Budget[] = [
  { row: "create.known-image.ratio-to-extra-container", atMost: 0.9 },
  { row: "create.known-image.ratio-to-incus", atMost: 0.9 },
  { row: "create.known-image.ratio-to-podman", atMost: 1.3 },
  { row: "start.ratio-to-extra-container", atMost: 1.1 },
  { row: "stop.ratio-to-extra-container", atMost: 1.1 },
  { row: "destroy.ratio-to-extra-container", atMost: 0.6 },
  { row: "create.at-100.ratio-to-empty", atMost: 1.15 },
  { row: "create.known-image.evaluations", atMost: 0 },
  { row: "create.first.overhead-ms", atMost: 150 },
  { row: "create.parallel.20.ratio", atMost: 1 },
  { row: "create.parallel.20.lost", atMost: 0 },
  { row: "list.100.p50-ms", atMost: 3 },
  { row: "list.growth-us-a-container", atMost: 20 },
  { row: "get.p50-ms", atMost: 3 },
  { row: "exec.p50-ms", atMost: 60 },
  { row: "logs.first-line-ms", atMost: 30 },
  { row: "chat.first-sign-ms", atMost: 50 },
  { row: "chat.turn-overhead-ms", atMost: 15 },
  { row: "executor.ready-ms", atMost: 300 },
  { row: "agent.ready-ms", atMost: 800 },
  { row: "executor.rss-mb", atMost: 75 },
  { row: "executor.rss-after-10x-mb", atMost: 75 },
  { row: "agent.rss-mb", atMost: 140 },
  { row: "agent.rss-after-10x-mb", atMost: 140 },
  ...["create", "stop", "list"].flatMap((wish) => [
    { row: `tokens.${wish}.calls`, atMost: 2 },
    { row: `tokens.${wish}.input`, atMost: 3_000 },
  ]),
  { row: "executor.dependencies", atMost: 40 },
];

export type Verdict = "kept" | "missed" | "report";

export function budgetOf(row: string): number | undefined {
  return budgets.find((budget) => budget.row === row)?.atMost;
}

export function verdict(row: { name: string; value: number }): Verdict {
  const budget = budgetOf(row.name);
  if (budget === undefined) return "report";
  return row.value <= budget ? "kept" : "missed";
}
