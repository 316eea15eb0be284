import { setTimeout as delay } from "node:timers/promises";
import { VoxnixError } from "@voxnix/protocol";
import type { ContainerRecord } from "../store/record.ts";
import { BusError, BusGoneError } from "../system/bus/connection.ts";
import { atRest, unitOf } from "./facts.ts";
import type { Host } from "./host.ts";
import { bootLines } from "./own-journal.ts";
import { clearLeftovers, stop } from "./stop.ts";
import type { Work } from "./work.ts";

/** Starts a machine's unit. It counts as up when its own systemd says so (Type=notify, --notify-ready). */
export async function start(
  host: Host,
  timeoutMs: number,
  record: ContainerRecord,
  work: Work,
): Promise<void> {
  const { machine, name } = record;
  const unit = unitOf(machine);
  const before = (await host.facts([machine])).get(machine);
  // Reset whether or not it failed: systemd also counts starts, and refuses the sixth within ten seconds.
  if (before?.state !== "RUNNING") await clearLeftovers(host, machine, true);
  const sinceMs = Date.now();
  const result = await begun(host, unit, timeoutMs, work.signal);
  const after = (await host.facts([machine])).get(machine);
  if (result === "done" && after?.state === "RUNNING") return;
  const trouble = after?.trouble || after?.state.toLowerCase() || "unknown";
  // At the limit systemd shuts it down, which fills the journal with other things.
  const untilMs = trouble === "timeout" ? sinceMs + timeoutMs - 1_000 : Date.now() + 1_000;
  // systemd may be about to try again, and its journal is read only while nobody is in there.
  if (!atRest(after)) await stop(host, record, work).catch(() => undefined);
  const lines = await bootLines(host, machine, sinceMs, untilMs);
  throw new VoxnixError(
    "START_FAILED",
    trouble === "timeout" || result === "timeout"
      ? `${name} did not finish booting within ${timeoutMs / 1_000} s.`
      : `${name} did not come up: systemd says ${trouble}. The lines are its own journal.`,
    { container: name, lines },
  );
}

// The unit's own limit comes first; ours is for a systemd that does not answer. One that executes itself anew, as an
// update of the host has it do, closes its connections, and goes on starting.
async function begun(host: Host, unit: string, timeoutMs: number, signal: AbortSignal): Promise<string> {
  const untilMs = performance.now() + timeoutMs + 15_000;
  for (;;) {
    try {
      return await host.systemd.job("StartUnit", unit, { timeoutMs: untilMs - performance.now(), signal });
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof BusError) return error.name;
      if (!(error instanceof BusGoneError)) throw error;
      if (performance.now() >= untilMs) return "timeout";
      await delay(againMs, undefined, { signal });
    }
  }
}

const againMs = 100;
