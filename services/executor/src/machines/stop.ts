import { existsSync, readFileSync } from "node:fs";
import { rmdir } from "node:fs/promises";
import { constants } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { VoxnixError } from "@voxnix/protocol";
import type { ContainerRecord } from "../store/record.ts";
import { BusError, BusGoneError } from "../system/bus/connection.ts";
import { atRest, unitOf } from "./facts.ts";
import type { Host } from "./host.ts";
import type { Work } from "./work.ts";

const orderlyMs = 45_000;
const forcedMs = 20_000;
// With half a hundred killed at once it is far behind.
const registeredMs = 20_000;

/** Shuts a machine down; if it does not follow in time, ends all of its processes. */
export async function stop(host: Host, record: ContainerRecord, work: Work): Promise<void> {
  const { machine, name } = record;
  const unit = unitOf(machine);
  const before = (await host.facts([machine])).get(machine);
  if (before?.state === "STARTING") await cutOff(host, unit);
  if (!(await isStopped(host, unit, orderlyMs, work.signal))) {
    work.log("voxnix", `${name} did not shut down within ${orderlyMs / 1_000} s; ending its processes`);
    // The stop job that is still queued ends as soon as the processes have.
    await host.systemd.manager("KillUnit", "ssi", unit, "all", constants.signals.SIGKILL);
    await isStopped(host, unit, forcedMs);
  }
  const facts = (await host.facts([machine])).get(machine);
  await clearLeftovers(host, machine, facts?.state === "BROKEN");
  if (facts !== undefined && ["STOPPED", "BROKEN", "MISSING"].includes(facts.state)) return;
  throw new VoxnixError(
    "STOP_FAILED",
    `${name} did not stop: systemd says that it is ${facts?.state.toLowerCase() ?? "unknown"}.`,
    { container: name },
  );
}

/**
 * Ends a machine whose files go with it: whatever it still had to say in an orderly end, nobody could read it.
 * nspawn, whose only child is gone, clears up as ever.
 */
export async function end(host: Host, record: ContainerRecord, work: Work): Promise<void> {
  const { machine } = record;
  const leader = leaderOf(machine);
  if (leader !== undefined) {
    // First the request to stop: otherwise systemd would start it again.
    await quietly(host.systemd.manager("StopUnit", "ss", unitOf(machine), "replace"));
    try {
      process.kill(leader, "SIGKILL");
    } catch {
      // It ended by itself in between.
    }
  }
  return stop(host, record, work);
}

// The first process inside, if machined says and the kernel confirms that it is this machine's.
function leaderOf(machine: string): number | undefined {
  try {
    const text = readFileSync(`/run/systemd/machines/${machine}`, "utf8");
    const leader = Number(/^LEADER=(\d+)$/m.exec(text)?.[1]);
    const group = readFileSync(`/proc/${leader}/cgroup`, "utf8");
    return group.includes(`/${unitOf(machine)}/`) ? leader : undefined;
  } catch {
    return undefined;
  }
}

/** @returns whether it was over in time */
async function isStopped(
  host: Host,
  unit: string,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<boolean> {
  try {
    await host.systemd.job("StopUnit", unit, signal === undefined ? { timeoutMs } : { timeoutMs, signal });
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof BusGoneError) return false;
    // It has never heard of it.
    if (!(error instanceof BusError)) throw error;
  }
  return true;
}

// Before its own systemd is up it can miss the request to shut down, and has nothing yet that is worth an orderly
// end. The stop job comes first: otherwise systemd would start the killed one again.
async function cutOff(host: Host, unit: string): Promise<void> {
  await quietly(host.systemd.manager("StopUnit", "ss", unit, "replace"));
  await quietly(host.systemd.manager("KillUnit", "ssi", unit, "all", constants.signals.SIGKILL));
}

/** What would keep a machine of this name from starting: a failed unit, and the mount of a killed nspawn. */
export async function clearLeftovers(host: Host, machine: string, failed: boolean): Promise<void> {
  if (failed) await quietly(host.systemd.manager("ResetFailedUnit", "s", unitOf(machine)));
  const exported = `/run/systemd/nspawn/unix-export/${machine}`;
  if (!existsSync(exported)) return;
  // Of one that was killed machined hears a little later; of one that runs the mount is no leftover.
  const untilMs = performance.now() + registeredMs;
  while (existsSync(`/run/systemd/machines/${machine}`)) {
    const facts = (await host.facts([machine])).get(machine);
    if (!atRest(facts) || performance.now() > untilMs) return;
    await delay(50);
  }
  // This unit's mount namespace is its own: only a unit of the host's can unmount there.
  await host.run("systemd-run", ["--wait", "--collect", "--quiet", "--", "umount", "--lazy", exported]);
  await rmdir(exported).catch(() => undefined);
}

// systemd refuses where there is nothing to be done; the facts afterwards tell.
async function quietly(asked: Promise<unknown>): Promise<void> {
  await asked.catch((error: unknown) => {
    if (!(error instanceof BusError)) throw error;
  });
}
