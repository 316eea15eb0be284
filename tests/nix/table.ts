import type { Run } from "./nix.ts";

/** What became of one check; `problem` is empty if it is what was expected. */
export interface Outcome {
  readonly seconds: number;
  readonly peakMegabytes: number;
  readonly problem: string;
}
export type Check = readonly [name: string, run: () => Promise<Outcome>];

/** Runs checks, some at once, and prints a table of them in order. @returns the exit code */
export async function runAll(
  checks: readonly Check[],
  { markdown, atOnce }: { markdown: boolean; atOnce: number },
): Promise<number> {
  const row = markdown ? markdownRow : textRow;
  let failed = 0;
  console.log(row("check", "outcome", "seconds", "peak MB"));
  if (markdown) console.log("|---|---|--:|--:|");
  for (const [name, result] of inLanes(checks, atOnce)) {
    const outcome = await result;
    if (outcome.problem !== "") failed += 1;
    const verdict = outcome.problem === "" ? "ok" : "FAILED";
    console.log(row(name, verdict, outcome.seconds.toFixed(2), String(outcome.peakMegabytes)));
    if (outcome.problem !== "") console.log(outcome.problem);
  }
  console.log(`${markdown ? "\n" : ""}${checks.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/** Starts all checks in so many lanes; in each lane one after the other. */
function inLanes(checks: readonly Check[], lanes: number): [name: string, result: Promise<Outcome>][] {
  const last = new Map<number, Promise<unknown>>();
  return checks.map(([name, run], index) => {
    const result = (last.get(index % lanes) ?? Promise.resolve()).then(run);
    last.set(index % lanes, result);
    return [name, result];
  });
}

/** Expects a derivation of that name, and nothing to be warned of. */
export function derivation(run: Run, name: RegExp): Outcome {
  const fits = run.succeeded && name.test(run.stdout.trim()) && warnings(run) === "";
  return outcome(run, fits ? "" : `  expected a derivation like ${name}, got:\n${run.stdout}${run.stderr}`);
}

/** Expects an error that says so. */
export function refusal(run: Run, says: RegExp): Outcome {
  const fits = !run.succeeded && says.test(run.stderr);
  const got = run.succeeded ? run.stdout : run.stderr;
  return outcome(run, fits ? "" : `  expected an error like ${says}, got:\n${got}`);
}

export function outcome(run: Run, problem: string): Outcome {
  return { seconds: run.seconds, peakMegabytes: run.peakMegabytes, problem };
}

/** Nix's own advice to keep the derivation is none about what is evaluated. */
function warnings(run: Run): string {
  return run.stderr
    .split("\n")
    .filter((line) => /\bwarning:/.test(line) && !line.includes("--add-root"))
    .join("\n");
}

function textRow(name: string, verdict: string, seconds: string, peak: string): string {
  return `${name.padEnd(60)} ${verdict.padEnd(8)} ${seconds.padStart(8)} ${peak.padStart(8)}`;
}

function markdownRow(name: string, verdict: string, seconds: string, peak: string): string {
  return `| ${name.replaceAll("|", "\\|")} | ${verdict} | ${seconds} | ${peak} |`;
}
