import { existsSync } from "node:fs";
import { rmdir } from "node:fs/promises";
import { VoxnixError } from "@voxnix/protocol";
import type { ContainerRecord } from "../store/record.ts";
import type { Run } from "../system/run.ts";
import { readFacts, unitOf } from "./facts.ts";
import type { Work } from "./work.ts";

const orderlyMs = 45_000;
const forcedMs = 20_000;

/** Shuts a machine down; if it does not follow in time, ends all of its processes. */
export async function stop(run: Run, record: ContainerRecord, work: Work): Promise<void> {
  const { machine, name } = record;
  const unit = unitOf(machine);
  const before = (await readFacts(run, [machine])).get(machine);
  if (before?.state === "STARTING") await cutOff(run, unit);
  const orderly = await run("systemctl", ["stop", "--no-ask-password", "--", unit], {
    timeoutMs: orderlyMs,
    signal: work.signal,
  });
  if (orderly.timedOut) {
    work.log("voxnix", `${name} did not shut down within ${orderlyMs / 1_000} s; ending its processes`);
    // The stop job that is still queued ends as soon as the processes have.
    await run("systemctl", ["kill", "--kill-whom=all", "--signal=KILL", "--", unit]);
    await run("systemctl", ["stop", "--no-ask-password", "--", unit], { timeoutMs: forcedMs });
  }
  const facts = (await readFacts(run, [machine])).get(machine);
  await clearLeftovers(run, machine, facts?.state === "BROKEN");
  if (facts !== undefined && ["STOPPED", "BROKEN", "MISSING"].includes(facts.state)) return;
  throw new VoxnixError(
    "STOP_FAILED",
    `${name} did not stop: systemd says that it is ${facts?.state.toLowerCase() ?? "unknown"}.`,
    { container: name },
  );
}

// Before its own systemd is up it can miss the request to shut down, and has nothing yet that is worth an orderly
// end. The stop job comes first: otherwise systemd would start the killed one again.
async function cutOff(run: Run, unit: string): Promise<void> {
  await run("systemctl", ["stop", "--no-block", "--no-ask-password", "--", unit]);
  await run("systemctl", ["kill", "--kill-whom=all", "--signal=KILL", "--", unit]);
}

/** What would keep a machine of this name from starting: a failed unit, and the mount of a killed nspawn. */
export async function clearLeftovers(run: Run, machine: string, failed: boolean): Promise<void> {
  if (failed) await run("systemctl", ["reset-failed", "--", unitOf(machine)]);
  const exported = `/run/systemd/nspawn/unix-export/${machine}`;
  if (!existsSync(exported) || existsSync(`/run/systemd/machines/${machine}`)) return;
  // This unit's mount namespace is its own: only a unit of the host's can unmount there.
  await run("systemd-run", ["--wait", "--collect", "--quiet", "--", "umount", "--lazy", exported]);
  await rmdir(exported).catch(() => undefined);
}
