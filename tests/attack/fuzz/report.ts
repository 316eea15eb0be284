import type { FuzzResult } from "./fuzz.ts";

/**
 * What the executor may have grown by in the second half of a run, in MiB. In the first V8 takes what it may have,
 * and keeps it.
 */
const growthMb = 24;
const moreFiles = 16;

/** What must not be, in words; empty if all is well. */
export function problemsOf({ findings, complaints, renewed, vitals }: FuzzResult): string[] {
  const problems: string[] = [];
  const kinds = Map.groupBy(findings, ({ rpc, what }) => `${rpc}: ${what.slice(0, 160)}`);
  for (const [kind, each] of kinds) problems.push(`${each.length} × ${kind}`);
  for (const complaint of complaints.slice(0, 20))
    problems.push(`in the journal: ${complaint.slice(0, 400)}`);
  if (renewed > 0) problems.push(`a connection was closed by the executor, ${renewed} times in all`);
  const [before] = vitals;
  const half = vitals[Math.floor(vitals.length / 2)];
  const after = vitals.at(-1);
  if (before === undefined || half === undefined || after === undefined) return problems;
  if (after.pid !== before.pid) problems.push(`the executor was process ${before.pid} and is ${after.pid}`);
  if (after.restarts !== before.restarts)
    problems.push(`it was started anew ${after.restarts - before.restarts} times`);
  if (after.rssMb > half.rssMb + growthMb)
    problems.push(
      `its memory grew from ${half.rssMb.toFixed(0)} to ${after.rssMb.toFixed(0)} MiB in the second half`,
    );
  if (after.files > before.files + moreFiles)
    problems.push(`it had ${before.files} files open and has ${after.files}`);
  return problems;
}

/** The figures of a run for a person. */
export function tableOf({ outcomes, made, renewed, vitals }: FuzzResult): string[] {
  const sorted = [...outcomes].sort(([, a], [, b]) => b - a);
  const fewest = Math.min(...made.values());
  return [
    `${made.size} calls of the contract, each at least ${fewest} times`,
    ...sorted.map(([outcome, times]) => `  ${String(times).padStart(7)} × ${outcome}`),
    `  connections renewed: ${renewed}`,
    `  memory in MiB: ${vitals.map(({ rssMb }) => rssMb.toFixed(0)).join(" ")}`,
    `  open files: ${vitals.map(({ files }) => files).join(" ")}`,
  ];
}
