import { composeNext } from "./compose-next.ts";
import type { Parts } from "./parts.ts";
import type { Step } from "./steps.ts";
import type { ChangeTask } from "./task.ts";

/** Composes what an update would lead to and tells what would be different. Built is built, nothing else stays. */
export function previewSteps(parts: Parts, task: ChangeTask): Step[] {
  const tidy = () => parts.composer.settle(task.record);
  return [
    {
      name: "compose",
      async do(work) {
        const { record, changes } = await composeNext(parts, task, work);
        work.result.record = record;
        work.result.changes = changes;
      },
      undo: tidy,
    },
    { name: "tidy", do: tidy },
  ];
}
