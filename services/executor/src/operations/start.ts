import type { ContainerRecord } from "../store/record.ts";
import type { Parts } from "./parts.ts";
import type { Step, StepWork } from "./steps.ts";
import type { PlainTask } from "./task.ts";

/** Boots a container unless it runs already, and verifies it. */
export function startSteps(parts: Parts, { record, ran: known }: PlainTask): Step[] {
  const { machines } = parts;
  let ran = known;
  return [
    {
      name: "boot",
      async do(work) {
        ran = await isRunning(parts, record);
        if (ran) return;
        await ensureInstalled(parts, record, work);
        work.report.phase("BOOT", `Booting ${record.name}`);
        await machines.start(record, work);
      },
      async undo(work) {
        if (ran === false) await machines.stop(record, work);
      },
    },
    verifyStep(parts, record),
  ];
}

export function verifyStep(parts: Parts, record: ContainerRecord): Step {
  return {
    name: "verify",
    async do({ report }) {
      report.phase("VERIFY", "Reading the facts again");
      await parts.machines.verifyRunning(record);
    },
  };
}

export async function isRunning(parts: Parts, record: ContainerRecord): Promise<boolean> {
  const facts = (await parts.machines.facts([record.machine])).get(record.machine);
  return facts?.state === "RUNNING";
}

/** Puts unit and conf back where somebody took them away. */
export async function ensureInstalled(parts: Parts, record: ContainerRecord, work: StepWork): Promise<void> {
  if (await parts.machines.isInstalled(record)) return;
  work.report.phase("INSTALL", "Its unit is gone from the host: installing it again");
  await parts.machines.install(record, work);
}
