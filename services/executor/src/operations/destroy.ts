import { leave } from "./leave.ts";
import type { Parts } from "./parts.ts";
import type { Step } from "./steps.ts";
import { stopSteps } from "./stop.ts";
import type { PlainTask } from "./task.ts";

/**
 * Leave → stop → remove → workspace to the trash → forget. Once removing has begun it goes through to the
 * end; after a crash it is finished.
 */
export function destroySteps(parts: Parts, task: PlainTask): Step[] {
  const { record } = task;
  const { records, workspaces, composer, machines } = parts;
  return [
    { name: "leave", do: (work) => leave(parts, record, work) },
    // What programs have not yet written goes with their files, but for those of a workspace.
    ...stopSteps(parts, task, record.workspace === null ? "at-once" : "orderly"),
    {
      name: "remove",
      commits: true,
      async do({ report, signal, log }) {
        report.phase("REMOVE", `Removing ${record.name}`);
        await machines.remove(record, { signal, log });
      },
    },
    { name: "discard-workspace", commits: true, do: () => workspaces.discard(record, parts.now()) },
    {
      name: "forget",
      commits: true,
      async do() {
        await composer.forget(record.machine);
        await parts.generations.forget(record.machine);
        await records.remove(record.machine);
      },
    },
  ];
}
