import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import type { Run } from "../system/run.ts";
import { command } from "./command.ts";

/** How a running machine's own systemd is. */
export interface Health {
  /** As `systemctl is-system-running` says, e.g. "running", "degraded"; empty if it does not answer. */
  state: string;
  /** Units that have failed. */
  failed: string[];
  /** Units that are still starting, or are started again and again. */
  restless: string[];
  /** Where /run/current-system leads. */
  system: string;
}

const Units = z.array(z.object({ unit: z.string(), active: z.string(), sub: z.string() }));
const everyMs = 300;

/** Reads it once all is at rest, or as it is after the limit. */
export async function readHealth(
  run: Run,
  machine: string,
  limitMs: number,
  signal: AbortSignal,
): Promise<Health> {
  // Not by the wall clock, which somebody may set meanwhile.
  const until = performance.now() + limitMs;
  for (;;) {
    const [state, units] = [await stateOf(run, machine), await unitsOf(run, machine)];
    const restless = units.filter(({ active }) => active !== "failed").map(({ unit }) => unit);
    const atRest = restless.length === 0 && state !== "starting" && state !== "initializing" && state !== "";
    if (atRest || performance.now() > until) {
      const failed = units.filter(({ active }) => active === "failed").map(({ unit }) => unit);
      return { state, failed, restless, system: await systemOf(run, machine, signal) };
    }
    await delay(everyMs, undefined, { signal });
  }
}

/** In what a machine is worse than before, in words that follow its name; empty if it is not. */
export function worse(before: Health | undefined, after: Health, system: string): string[] {
  const fresh = (units: string[], old: string[] = []) => units.filter((unit) => !old.includes(unit));
  const failed = fresh(after.failed, before?.failed);
  const restless = fresh(after.restless, before?.restless);
  const wrong: string[] = [];
  if (after.system !== system) wrong.push(`runs ${after.system || "no system that it tells"}`);
  if (failed.length > 0) wrong.push(`has failed units: ${failed.join(", ")}`);
  if (restless.length > 0) wrong.push(`has units that do not come up: ${restless.join(", ")}`);
  if (rank(after.state) > Math.max(rank(before?.state ?? "running"), failed.length > 0 ? 1 : 0))
    wrong.push(`is ${after.state || "not answering"}, says its systemd`);
  return wrong;
}

// One that was well before may be well, and so on: systemctl(1), is-system-running.
const ranks = ["running", "degraded", "starting", "initializing", "maintenance", "stopping", "offline"];
const rank = (state: string) => (ranks.includes(state) ? ranks.indexOf(state) : ranks.length);

async function stateOf(run: Run, machine: string): Promise<string> {
  const asked = await run("systemctl", [`--machine=${machine}`, "is-system-running"], { timeoutMs: 10_000 });
  const word = asked.stdout.trim();
  return ranks.includes(word) ? word : "";
}

async function unitsOf(run: Run, machine: string): Promise<z.infer<typeof Units>> {
  const args = ["list-units", "--all", "--state=failed,activating", "--output=json", "--no-pager"];
  const listed = await run("systemctl", [`--machine=${machine}`, ...args], { timeoutMs: 10_000 });
  if (listed.code !== 0) return [];
  // Commands that somebody runs through Exec come and go.
  return Units.parse(JSON.parse(listed.stdout || "[]")).filter(
    ({ unit }) => !/^voxnix-(exec|switch)-/.test(unit),
  );
}

async function systemOf(run: Run, machine: string, signal: AbortSignal): Promise<string> {
  const asked = await command(run, machine, ["readlink", "-f", "/run/current-system"], 15_000, signal).catch(
    (error: unknown) => {
      signal.throwIfAborted();
      return { code: 1, stdout: String(error) };
    },
  );
  return asked.code === 0 ? asked.stdout.trim() : "";
}
