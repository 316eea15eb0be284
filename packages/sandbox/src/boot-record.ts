import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import type { SandboxPaths } from "./paths.ts";
import { isAlive, leaderOf, type ProcessIdentity, processesWith } from "./processes.ts";

const bind = z.object({ source: z.string(), target: z.string(), readOnly: z.boolean() });
/** A host path that the appliance sees at `target`. */
export type Bind = z.infer<typeof bind>;

const bootRecord = z.object({
  /** The systemd-nspawn process. */
  supervisor: z.object({ pid: z.number(), startTime: z.string() }),
  /** Its command line; another one takes another boot. */
  argv: z.array(z.string()),
  /** What only a new boot can change. */
  options: z.object({
    nixpkgs: z.string().nullable(),
    extraContainer: z.string().nullable(),
    binds: z.array(bind),
  }),
});
export type BootRecord = z.infer<typeof bootRecord>;
export type BootOptions = BootRecord["options"];

/** The record of the last boot, or null when there is none that can be read. */
export function readBootRecord(paths: SandboxPaths): BootRecord | null {
  try {
    return bootRecord.parse(JSON.parse(readFileSync(paths.bootRecord, "utf8")));
  } catch {
    return null;
  }
}

export function writeBootRecord(paths: SandboxPaths, record: BootRecord): void {
  mkdirSync(dirname(paths.bootRecord), { recursive: true });
  writeFileSync(`${paths.bootRecord}.new`, JSON.stringify(record, null, 2));
  renameSync(`${paths.bootRecord}.new`, paths.bootRecord);
}

export function forgetBoot(paths: SandboxPaths): void {
  rmSync(paths.bootRecord, { force: true });
}

/** The systemd-nspawn of this appliance, also one that was started by an `up` that died before it wrote a record. */
export function runningSupervisor(paths: SandboxPaths): ProcessIdentity | null {
  const record = readBootRecord(paths);
  if (record && isAlive(record.supervisor)) return record.supervisor;
  return processesWith(["systemd-nspawn", `--directory=${paths.root}`])[0] ?? null;
}

/** The running appliance's PID 1 as the host numbers it, or null when the appliance is not running. */
export function runningLeader(paths: SandboxPaths): number | null {
  const record = readBootRecord(paths);
  return record && isAlive(record.supervisor) ? leaderOf(record.supervisor.pid) : null;
}
