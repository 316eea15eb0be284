import { existsSync } from "node:fs";
import { realpath, rm } from "node:fs/promises";
import { join } from "node:path";
import { VoxnixError } from "@voxnix/protocol";
import type { ContainerRecord } from "../store/record.ts";
import { removeTree } from "../system/remove-tree.ts";
import { lastLines, type Run } from "../system/run.ts";
import { confOf, parseProperties, rootOf, unitOf } from "./facts.ts";
import { applyLimits, forgetLimits } from "./limits.ts";
import { verifyGone } from "./verify.ts";
import type { Work } from "./work.ts";

const timeoutMs = 120_000;

/**
 * `extra-container create <store path>`. Judged by the conf that is there afterwards: its exit code
 * is 0 for some failures too.
 */
export async function install(
  run: Run,
  extraContainer: string,
  record: ContainerRecord,
  work: Work,
): Promise<void> {
  const done = await run(extraContainer, ["create", record.hostSide], { timeoutMs, signal: work.signal });
  const lines = lastLines(`${done.stdout}\n${done.stderr}`, 40);
  for (const line of lines) work.log("extra-container", line);
  if (!record.autostart) await removeWants(record.machine);
  if (await isInstalled(record)) return applyLimits(run, record);
  const found = existsSync(confOf(record.machine));
  throw new VoxnixError(
    "INSTALL_FAILED",
    `${record.name} could not be installed: extra-container ${ending(done)}, and ${confOf(record.machine)} ${
      found ? "is not the new one" : "is not there"
    }.`,
    { container: record.name, lines },
  );
}

// extra-container makes a machine start by itself, and never takes that back.
async function removeWants(machine: string): Promise<void> {
  for (const folder of unitFolders) {
    await rm(join(folder, "machines.target.wants", unitOf(machine)), { force: true });
  }
}

/** Whether the conf on the host is the one of the record's host side. */
export async function isInstalled(record: ContainerRecord): Promise<boolean> {
  return (await ownLinks(record)).includes(confOf(record.machine));
}

/** Whether any of unit and conf is there: an install may have been cut off in the middle. */
export async function isPartlyInstalled(record: ContainerRecord): Promise<boolean> {
  return (await ownLinks(record)).length > 0;
}

// Where extra-container puts units: on NixOS, elsewhere, and where somebody may have linked them by hand.
export const unitFolders = ["/etc/systemd-mutable/system", "/usr/lib/systemd/system", "/etc/systemd/system"];

// The links on the host that lead into the record's host side, and so are nobody else's.
async function ownLinks(record: ContainerRecord): Promise<string[]> {
  if (record.hostSide === "") return [];
  const unit = unitOf(record.machine);
  const conf = `nixos-containers/${record.machine}.conf`;
  const candidates = [
    { link: confOf(record.machine), source: join(record.hostSide, "etc", conf) },
    ...unitFolders.map((folder) => ({
      link: join(folder, unit),
      source: join(record.hostSide, "etc/systemd/system", unit),
    })),
  ];
  const own: string[] = [];
  for (const { link, source } of candidates) {
    const wanted = await resolved(source);
    if (wanted !== undefined && wanted === (await resolved(link))) own.push(link);
  }
  return own;
}

/** `extra-container destroy` of a stopped machine, then what it may have left. */
export async function remove(
  run: Run,
  extraContainer: string,
  record: ContainerRecord,
  work: Work,
): Promise<void> {
  await forgetLimits(record.machine);
  const done = await run(extraContainer, ["destroy", record.machine], { timeoutMs, signal: work.signal });
  for (const line of lastLines(`${done.stdout}\n${done.stderr}`, 40)) work.log("extra-container", line);
  for (const link of await ownLinks(record)) await rm(link, { force: true });
  await forgetUnit(run, record.machine);
  const root = rootOf(record.machine);
  // NixOS makes /var/empty immutable.
  await run("chattr", ["-i", "--", join(root, "var/empty")], { timeoutMs: 10_000 });
  await removeTree(root);
  await verifyGone(run, record);
}

// A removal that was cut off before its own reload leaves systemd with a unit whose file is gone.
async function forgetUnit(run: Run, machine: string): Promise<void> {
  const shown = await run("systemctl", ["show", "--property=FragmentPath", "--", unitOf(machine)]);
  const { FragmentPath: file = "" } = parseProperties(shown.stdout);
  if (file !== "" && !existsSync(file)) await run("systemctl", ["daemon-reload"]);
}

async function resolved(path: string): Promise<string | undefined> {
  return realpath(path).catch(() => undefined);
}

function ending(done: { code: number | null; timedOut: boolean }): string {
  if (done.timedOut) return `did not end within ${timeoutMs / 1_000} s`;
  return done.code === null ? "was ended or could not be started" : `ended with code ${done.code}`;
}
