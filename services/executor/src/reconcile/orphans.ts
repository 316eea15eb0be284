import type { Parts } from "../operations/parts.ts";
import { type ContainerRecord, ContainerRecord as Shape } from "../store/record.ts";
import { CopyId } from "../store/workspace-notes.ts";
import { orphanFences } from "./fence.ts";
import { type Finding, repairWork } from "./finding.ts";

/**
 * What voxnix made and no record knows any more. Only what its own roots, workspaces and copies name is looked at:
 * whatever else is on the host is somebody else's.
 * @param remembered what operations know of machines that are gone from the records
 */
export async function findOrphans(
  parts: Parts,
  held: ReadonlyMap<string, readonly string[]>,
  remembered: (machine: string) => ContainerRecord | undefined,
): Promise<Finding[]> {
  const { records, generations, workspaces } = parts;
  const orphan = (machine: string) => !records.taken(machine);
  const rooted = new Set([...held.keys(), ...(await generations.machines())].filter(orphan));
  const roots = [...rooted].map((machine) =>
    orphanRoot(parts, machine, held.get(machine) ?? [], remembered(machine)),
  );
  const trees = (await workspaces.storage.machines()).filter(orphan);
  return [
    ...records.corrupt.map(
      ({ machine, problem }): Finding => ({
        ...{ machine, owner: "", rule: "record-unreadable" },
        found: `The record of machine ${machine} cannot be read: ${problem}.`,
        remedy: "Repair its record.json or move it away, then: systemctl restart voxnix-executor",
      }),
    ),
    ...(await Promise.all(roots)),
    ...trees.map((machine) => orphanTree(parts, machine, remembered(machine))),
    ...(await orphanFences(parts, rooted)),
    ...(await orphanCopies(parts)),
  ];
}

// Its links lead into what a root of voxnix's holds, so they are nobody else's.
async function orphanRoot(
  parts: Parts,
  machine: string,
  held: readonly string[],
  known: ContainerRecord | undefined,
): Promise<Finding> {
  const { machines, composer, generations, log } = parts;
  const forget = async () => {
    await composer.forget(machine);
    await generations.forget(machine);
  };
  const about = { machine, owner: known?.owner ?? "" };
  for (const hostSide of held) {
    const record: ContainerRecord = { ...(known ?? nameless(machine)), hostSide };
    if (hostSide === "" || !(await machines.isPartlyInstalled(record))) continue;
    return {
      ...{ ...about, rule: "orphan-installed" },
      found: `The machine ${machine} is installed, and no record knows it.`,
      remedy: "Stops and removes it; its workspace, if it has one, is left where it is.",
      repair: async () => {
        const work = repairWork(log, machine);
        await machines.stop(record, work);
        await machines.remove(record, work);
        await forget();
      },
    };
  }
  return {
    ...{ ...about, rule: "orphan-root" },
    found: `What ${machine} was made of is kept from the garbage collector, and no record knows it.`,
    remedy: "Lets the garbage collector have it.",
    repair: forget,
  };
}

function orphanTree(
  { workspaces, now }: Parts,
  machine: string,
  known: ContainerRecord | undefined,
): Finding {
  const about = { machine, owner: known?.owner ?? "", rule: "orphan-workspace" };
  const found = `There is a workspace of ${machine}, which no record knows: ${workspaces.path(machine)}.`;
  if (known === undefined) {
    return { ...about, found, remedy: "Nobody knows whose it is. Look into it, and move it away by hand." };
  }
  return {
    ...about,
    found,
    remedy: `Puts it into the trash of ${known.owner}, as the workspace of ${known.name}.`,
    repair: () => workspaces.discard(known, now()),
  };
}

async function orphanCopies({ workspaces }: Parts): Promise<Finding[]> {
  // The notes last: a copy's note is there before its files.
  const copies = [...(await workspaces.storage.copies())];
  const known = await workspaces.noted();
  return copies
    .filter((id) => CopyId.safeParse(id).success && !known.has(id))
    .map((id) => ({
      ...{ machine: "", owner: "", rule: "orphan-copy" },
      found: `There is no note that says whose the copy ${id} of a workspace is.`,
      remedy: "Look into it, and write its note anew or remove it by hand.",
    }));
}

// Enough of a record to remove a machine by.
function nameless(machine: string): ContainerRecord {
  return Shape.parse({
    ...{
      version: 2,
      name: machine,
      owner: "admin:root",
      machine,
      stage: "created",
      modules: [],
      packages: [],
    },
    ...{ autostart: false, address: "", image: "", hostSide: "", workspace: null, createdMs: 0 },
    ...{ generation: 0, generations: [], changedBy: "" },
  });
}
