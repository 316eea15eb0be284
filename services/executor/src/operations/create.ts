import { VoxnixError } from "@voxnix/protocol";
import type { ContainerRecord, Generation } from "../store/record.ts";
import type { Parts } from "./parts.ts";
import type { Step, StepWork } from "./steps.ts";

/**
 * Reserve → compose → workspace → install → boot → verify. Undone, nothing of the container is left
 * but its image, which any other of the same modules can use.
 * @param planned as it is to be; image and host side are filled in on the way
 */
export function createSteps(parts: Parts, planned: ContainerRecord, operationId: string): Step[] {
  const { records, workspaces, composer, images, generations, machines } = parts;
  const { machine, name } = planned;
  const record = () => records.byMachine(machine) ?? planned;

  return [
    {
      name: "reserve",
      // What is left of a container stays on record, so that it can be destroyed.
      undoneLast: true,
      do: () => records.save(record()),
      undo: () => records.remove(machine),
    },
    {
      name: "compose",
      async do({ report, signal }) {
        const image = await composer.image(planned, report, signal);
        const withImage = { ...record(), image };
        const hostSide = await composer.hostSide(withImage, workspaces.path(machine), report, signal);
        await records.save({ ...withImage, hostSide });
      },
      async undo() {
        await composer.forget(machine);
        await generations.forget(machine);
      },
    },
    {
      name: "workspace",
      async do() {
        if (planned.workspace !== null) await workspaces.make(machine);
      },
      // What the container may have put there before it failed is kept in the trash.
      undo: () => workspaces.discard(planned, parts.now()),
    },
    {
      name: "install",
      async do({ report, signal, log }) {
        report.phase("INSTALL", "Installing unit and configuration");
        // Between the request and now somebody else may have made a machine of this name by hand.
        if (machines.onHost(machine)) {
          throw new VoxnixError(
            "INSTALL_FAILED",
            `The host got another machine named ${machine} meanwhile. Try again.`,
            {
              container: name,
            },
          );
        }
        await machines.install(record(), { signal, log });
      },
      undo: (work) => removeMachine(parts, record(), work),
    },
    {
      name: "boot",
      async do({ report, signal, log }) {
        report.phase("BOOT", `Booting ${name}`);
        await machines.start(record(), { signal, log });
      },
      async undo(work) {
        if (await machines.isPartlyInstalled(record())) await machines.stop(record(), work);
      },
    },
    {
      name: "verify",
      async do({ report }) {
        report.phase("VERIFY", "Reading the facts again");
        await Promise.all([machines.verifyRunning(record()), machines.syncRoot(record())]);
      },
    },
    {
      name: "commit",
      commits: true,
      happened: () => records.byMachine(machine)?.stage === "created",
      async do() {
        const { modules, packages, image, workspace } = record();
        const origin = { createdMs: parts.now(), operationId, rolledBackTo: 0, changes: null };
        const first: Generation = { number: 1, modules, packages, image, workspace, ...origin };
        const created: ContainerRecord = { ...record(), stage: "created", changedBy: operationId };
        const known = { ...created, generation: 1, generations: [first] };
        await generations.settle(known);
        await records.save(known);
      },
    },
    { name: "tidy", commits: true, tidies: true, do: () => images.use(record().image, parts.now()) },
  ];
}

// An install that never came to its own unit has nothing to remove, and must not touch a stranger's.
async function removeMachine(parts: Parts, record: ContainerRecord, work: StepWork) {
  if (!(await parts.machines.isPartlyInstalled(record))) return;
  // One that starts with the host is on its way up when it was the host that ended.
  await parts.machines.stop(record, work);
  await parts.machines.remove(record, work);
}
