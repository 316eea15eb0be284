import type { Parts } from "./parts.ts";
import { ensureInstalled, isRunning, verifyStep } from "./start.ts";
import type { Step } from "./steps.ts";
import type { PlainTask } from "./task.ts";

/**
 * Stops and starts a container. Cancelled, it is again as it was before; one that did not come up
 * again is left stopped.
 */
export function restartSteps(parts: Parts, { record, ran: known }: PlainTask): Step[] {
  const { machines } = parts;
  let ran = known;
  let bootFailed = false;
  return [
    {
      name: "shut-down",
      async do({ report, signal, log }) {
        ran = await isRunning(parts, record);
        if (!ran) return;
        report.phase("SHUT_DOWN", `Shutting ${record.name} down`);
        await machines.stop(record, { signal, log });
      },
      async undo(work) {
        if (ran && !bootFailed) await machines.start(record, work);
      },
    },
    {
      name: "boot",
      async do(work) {
        await ensureInstalled(parts, record, work);
        work.report.phase("BOOT", `Booting ${record.name}`);
        await machines.start(record, work).catch((error) => {
          bootFailed = !work.signal.aborted;
          throw error;
        });
      },
      undo: (work) => machines.stop(record, work),
    },
    verifyStep(parts, record),
  ];
}
