import { VoxnixError } from "@voxnix/protocol";
import type { ContainerRecord } from "../store/record.ts";
import type { Run } from "../system/run.ts";
import { atRest, readFacts, unitOf } from "./facts.ts";
import { bootLines } from "./own-journal.ts";
import { clearLeftovers, stop } from "./stop.ts";
import type { Work } from "./work.ts";

/** Starts a machine's unit. It counts as up when its own systemd says so (Type=notify, --notify-ready). */
export async function start(run: Run, timeoutMs: number, record: ContainerRecord, work: Work): Promise<void> {
  const { machine, name } = record;
  const unit = unitOf(machine);
  const before = (await readFacts(run, [machine])).get(machine);
  // Reset whether or not it failed: systemd also counts starts, and refuses the sixth within ten seconds.
  if (before?.state !== "RUNNING") await clearLeftovers(run, machine, true);
  const sinceMs = Date.now();
  // The unit's own limit comes first; ours is for a systemd that does not answer.
  const began = await run("systemctl", ["start", "--no-ask-password", "--", unit], {
    timeoutMs: timeoutMs + 15_000,
    signal: work.signal,
  });
  const after = (await readFacts(run, [machine])).get(machine);
  if (began.code === 0 && after?.state === "RUNNING") return;
  const trouble = after?.trouble || after?.state.toLowerCase() || "unknown";
  // At the limit systemd shuts it down, which fills the journal with other things.
  const untilMs = trouble === "timeout" ? sinceMs + timeoutMs - 1_000 : Date.now() + 1_000;
  // systemd may be about to try again, and its journal is read only while nobody is in there.
  if (!atRest(after)) await stop(run, record, work).catch(() => undefined);
  const lines = await bootLines(run, machine, sinceMs, untilMs);
  throw new VoxnixError(
    "START_FAILED",
    trouble === "timeout" || began.timedOut
      ? `${name} did not finish booting within ${timeoutMs / 1_000} s.`
      : `${name} did not come up: systemd says ${trouble}. The lines are its own journal.`,
    { container: name, lines },
  );
}
