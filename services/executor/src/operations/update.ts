import { VoxnixError } from "@voxnix/protocol";
import { type Health, worse } from "../machines/health.ts";
import type { ContainerRecord, Generation } from "../store/record.ts";
import { apply, putBack } from "./apply.ts";
import { composeNext, type Next } from "./compose-next.ts";
import type { Plan } from "./operation.ts";
import type { Parts } from "./parts.ts";
import type { Step, StepWork } from "./steps.ts";
import type { ChangeTask } from "./task.ts";

/**
 * Compose → workspace → apply → health → commit. Undone, by a container that did not come up well, by somebody's
 * cancelling or by a crash, the generation before it runs again.
 */
export function updateSteps(parts: Parts, plan: Plan & ChangeTask): Step[] {
  const { records, workspaces, composer, generations, images, machines } = parts;
  const { record: before, ran, id } = plan;
  const { machine, name } = before;
  let next: Next | undefined;
  let health: Health | undefined;
  // All that is not yet done for it, where there is anything to be done at all.
  const pending = () => (next === undefined || next.changes.none ? undefined : next);

  return [
    {
      name: "compose",
      async do(work) {
        next = await composeNext(parts, plan, work);
        work.result.changes = next.changes;
      },
      undo: () => composer.settle(before),
    },
    {
      name: "workspace",
      async do() {
        const { workspace, limits } = pending()?.record ?? before;
        if (workspace !== null && pending() !== undefined) await workspaces.make(machine);
        if (limits.diskBytes !== before.limits.diskBytes) await limitFiles(parts, machine, limits.diskBytes);
      },
      // One with files in it may be from a generation that showed them.
      async undo() {
        if (before.workspace === null) await workspaces.storage.removeIfEmpty(machine);
        if (plan.target.limits.diskBytes !== before.limits.diskBytes) {
          await limitFiles(parts, machine, before.limits.diskBytes);
        }
      },
    },
    {
      name: "apply",
      async do(work) {
        const { install, record, changes } = pending() ?? {};
        if (!install || record === undefined) return;
        if (ran) health = await machines.health(machine, 0, work.signal);
        await reverting(before, work, () =>
          apply(
            parts,
            record,
            { ran, restart: changes?.restart === true, inside: record.image !== before.image },
            work,
          ),
        );
      },
      undo: (work) => putBack(parts, before, ran, work),
    },
    {
      name: "verify",
      async do(work) {
        const { install, record } = pending() ?? {};
        if (!install || !ran || record === undefined) return;
        work.report.phase("VERIFY", "Reading the facts again");
        await reverting(before, work, () => verify(parts, record, health, work));
      },
    },
    {
      name: "commit",
      commits: true,
      happened: () => records.byMachine(machine)?.changedBy === id,
      async do() {
        const changed = pending();
        if (changed === undefined) return;
        const after = nextGeneration(parts, plan, changed);
        // Held before anybody is told of it; the roots of those that are dropped go when nobody is told any more.
        await generations.settle({ ...after, generations: [...before.generations, ...after.generations] });
        await records.save(after);
      },
    },
    {
      name: "tidy",
      commits: true,
      tidies: true,
      async do() {
        const record = records.byMachine(machine);
        if (record === undefined) throw new Error(`${name} has no record any more`);
        await generations.settle(record);
        await composer.settle(record);
        await images.use(record.image, parts.now());
      },
    },
  ];
}

// The limit is one of each: of its workspace, and of its root tree.
async function limitFiles({ workspaces, machines }: Parts, machine: string, bytes: number): Promise<void> {
  await workspaces.storage.limit(machine, bytes);
  await machines.limitRoot(machine, bytes);
}

function nextGeneration(
  { now, generationsKept }: Parts,
  plan: Plan & ChangeTask,
  next: Next,
): ContainerRecord {
  const { record: before, target, id } = plan;
  const { record, changes } = next;
  const { modules, packages, image, workspace } = record;
  const same =
    changes.modulesAdded.length + changes.modulesRemoved.length + changes.modulesChanged.length === 0 &&
    before.image === image &&
    before.packages.join() === packages.join();
  // What only concerns the host, autostart say, makes no other generation.
  if (same && target.rollBackTo === 0) return { ...record, changedBy: id };
  const number = Math.max(before.generation, ...before.generations.map((one) => one.number)) + 1;
  const origin = { createdMs: now(), operationId: id, rolledBackTo: target.rollBackTo };
  const generation: Generation = { number, modules, packages, image, workspace, ...origin, changes };
  const kept = [...before.generations, generation].slice(-generationsKept);
  return { ...record, changedBy: id, generation: number, generations: kept };
}

async function verify(parts: Parts, record: ContainerRecord, before: Health | undefined, work: StepWork) {
  const { machines } = parts;
  await machines.verifyRunning(record);
  const [after] = await Promise.all([
    machines.health(record.machine, restMs, work.signal),
    machines.syncRoot(record),
  ]);
  const wrong = worse(before, after, record.image);
  if (wrong.length === 0) return;
  throw new VoxnixError("START_FAILED", `${record.name} ${wrong.join(", and ")}.`, {
    container: record.name,
    lines: await machines.unitLines(record.machine, [...after.failed, ...after.restless]),
  });
}

/** How long what was started may take until it is at rest. */
const restMs = 60_000;

// What goes wrong with a container that was well is the update's fault, and is going to be undone.
async function reverting(
  before: ContainerRecord,
  { signal }: StepWork,
  act: () => Promise<void>,
): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (signal.aborted || !(error instanceof VoxnixError)) throw error;
    const { name, generation } = before;
    throw new VoxnixError(
      "UPDATE_REVERTED",
      `${name} did not come up well with what was to be changed, so its generation ${generation} was put back: ${error.message}`,
      { ...error.facts, container: name },
    );
  }
}
