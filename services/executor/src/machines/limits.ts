import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { type ContainerRecord, type Limits, noLimits } from "../store/record.ts";
import { lastLines, type Run } from "../system/run.ts";
import { parseProperties, unitOf } from "./facts.ts";

/** What systemd holds a machine to; the workspace's quota is the storage's affair. */
export type UnitLimits = Omit<Limits, "diskBytes">;

/**
 * Holds a machine to the limits of its record from now on, whether it runs or not. Its unit says the same from the
 * next boot of the host on: what is set here (systemctl(1), set-property --runtime) does not outlast that.
 */
export async function applyLimits(run: Run, { machine, name, limits }: ContainerRecord): Promise<void> {
  const unit = unitOf(machine);
  const { memoryBytes, cpuPercent, tasks } = limits;
  const set = await run("systemctl", [
    ...["set-property", "--runtime", "--", unit],
    `MemoryMax=${memoryBytes || "infinity"}`,
    `MemorySwapMax=${memoryBytes || "infinity"}`,
    // An empty one lifts it (systemd.resource-control(5)).
    `CPUQuota=${cpuPercent > 0 ? `${cpuPercent}%` : ""}`,
    `TasksMax=${tasks || "infinity"}`,
  ]);
  if (set.code === 0) return;
  throw new Error(`the limits of ${name} could not be set: ${lastLines(set.stderr, 3).join("; ")}`);
}

const setFolder = "/run/systemd/system.control";

/** Whether anything was set for a machine that wins over its unit. */
export const limitsSetAside = (machine: string, folder = setFolder): boolean =>
  existsSync(join(folder, `${unitOf(machine)}.d`));

/** Makes systemd forget what was set for a machine that is to go; another one may get its name. */
export async function forgetLimits(machine: string, folder = setFolder): Promise<void> {
  await rm(join(folder, `${unitOf(machine)}.d`), { recursive: true, force: true });
}

/** What systemd holds machines to, all in one call. */
export async function readLimits(run: Run, machines: readonly string[]): Promise<Map<string, UnitLimits>> {
  if (machines.length === 0) return new Map();
  const properties = "--property=Id,MemoryMax,CPUQuotaPerSecUSec,TasksMax";
  const shown = await run("systemctl", ["show", properties, "--", ...machines.map(unitOf)], {
    timeoutMs: 15_000,
  });
  if (shown.code !== 0) throw new Error(`systemctl show failed: ${shown.stderr.trim()}`);
  const byUnit = new Map(
    shown.stdout.split("\n\n").map((text) => [parseProperties(text).Id, parseProperties(text)]),
  );
  return new Map(machines.map((machine) => [machine, interpretLimits(byUnit.get(unitOf(machine)) ?? {})]));
}

/** As `systemctl show` prints them; "infinity" is no limit. */
export function interpretLimits(unit: Record<string, string>): UnitLimits {
  return {
    memoryBytes: Number(unit.MemoryMax) || noLimits.memoryBytes,
    cpuPercent: Math.round(seconds(unit.CPUQuotaPerSecUSec ?? "") * 100),
    tasks: Number(unit.TasksMax) || noLimits.tasks,
  };
}

const inSeconds: Record<string, number> = { us: 1e-6, ms: 1e-3, s: 1, min: 60, h: 3_600 };

// A time span as systemd writes it, e.g. "1min 4s" or "500ms".
function seconds(span: string): number {
  const parts = [...span.matchAll(/([\d.]+)(us|ms|s|min|h)\b/g)];
  return parts.reduce((sum, [, number = "", unit = ""]) => sum + Number(number) * (inSeconds[unit] ?? 0), 0);
}
