import type { Parts } from "./parts.ts";
import { isRunning } from "./start.ts";
import type { Step } from "./steps.ts";
import type { PlainTask } from "./task.ts";

/**
 * Shuts a container down. Cancelled in the middle, it is started again if it ran before.
 * @param how "at-once" where nothing of it is kept that an orderly end could be of use to
 */
export function stopSteps(
  parts: Parts,
  { record, ran: known }: PlainTask,
  how: "orderly" | "at-once" = "orderly",
): Step[] {
  const { machines } = parts;
  let ran = known;
  return [
    {
      name: "shut-down",
      async do({ report, signal, log }) {
        ran = await isRunning(parts, record);
        report.phase("SHUT_DOWN", `Shutting ${record.name} down`);
        await (how === "orderly" ? machines.stop : machines.end)(record, { signal, log });
      },
      async undo(work) {
        if (ran) await machines.start(record, work);
      },
    },
  ];
}
