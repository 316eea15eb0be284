import type { ContainerRecord } from "../store/record.ts";
import { createSteps } from "./create.ts";
import type { Parts } from "./parts.ts";
import { ensureInstalled, verifyStep } from "./start.ts";
import type { Step } from "./steps.ts";
import type { RestoreTask } from "./task.ts";

/**
 * Brings a copy of a workspace back: to the container that is there, or with the container that is not. Undone, the
 * copy and the files that were there are as they were.
 * @param task with the id of its operation
 */
export function restoreSteps(parts: Parts, task: RestoreTask & { id: string }): Step[] {
  return task.record.stage === "creating" ? recreateSteps(parts, task) : replaceSteps(parts, task);
}

// Create, with the copy in the place of an empty workspace.
function recreateSteps(parts: Parts, task: RestoreTask & { id: string }): Step[] {
  const create = createSteps(parts, task.record, task.id);
  return [
    ...create.map((step) => (step.name === "workspace" ? bringBackStep(parts, task, undefined) : step)),
    settle(parts, task),
  ];
}

// Stop → what it has to the trash → the copy in its place → start, if it ran.
function replaceSteps(parts: Parts, task: RestoreTask): Step[] {
  const { workspaces, machines, now } = parts;
  const { record, asideId, ran } = task;
  return [
    {
      name: "shut-down",
      async do({ report, signal, log }) {
        if (ran) report.phase("SHUT_DOWN", `Shutting ${record.name} down`);
        await machines.stop(record, { signal, log });
      },
      async undo(work) {
        if (ran) await machines.start(record, work);
      },
    },
    {
      name: "set-aside",
      async do({ report }) {
        report.phase("RESTORE_FILES", `Putting what ${record.name} has now into the trash`);
        await workspaces.setAside(record, asideId, now());
      },
      undo: () => workspaces.putBack(asideId, record),
    },
    bringBackStep(parts, task, asideId),
    ...(ran ? [bootStep(parts, record), verifyStep(parts, record)] : []),
    settle(parts, task),
  ];
}

function bringBackStep(
  { workspaces, now }: Parts,
  { record, copyId }: RestoreTask,
  asideId: string | undefined,
): Step {
  return {
    name: "bring-back",
    async do({ report }) {
      report.phase("RESTORE_FILES", `Bringing the files of ${record.name} back`);
      await workspaces.bringBack(copyId, record);
    },
    undo: () => workspaces.returnCopy(copyId, record, now(), asideId),
  };
}

function bootStep(parts: Parts, record: ContainerRecord): Step {
  return {
    name: "boot",
    async do(work) {
      await ensureInstalled(parts, record, work);
      work.report.phase("BOOT", `Booting ${record.name}`);
      await parts.machines.start(record, work);
    },
    undo: (work) => parts.machines.stop(record, work),
  };
}

function settle({ workspaces }: Parts, { record, copyId }: RestoreTask): Step {
  return {
    name: "settle-copy",
    commits: true,
    tidies: true,
    do: () => workspaces.settleBack(copyId, record),
  };
}
