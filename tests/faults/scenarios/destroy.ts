import { succeed } from "../../system/harness/operation.ts";
import type { HostFacts } from "../host-facts.ts";
import { allFiles, type Scenario, unless } from "../scenario.ts";
import type { World } from "../world.ts";
import { dev, fresh } from "./specs.ts";

const { name } = dev;

/** It is there, with its files, of which there is one copy alone: those that a destroy left come back. */
async function whole(world: World): Promise<void> {
  const { tenant, owner } = world;
  const { workspaces } = await tenant.workspaces.List({ owner, container: name });
  if ((await world.find(name)) === undefined && workspaces.length > 0)
    await succeed(tenant.workspaces.Restore({ owner, container: name }));
  await world.running(dev);
}

const sameFiles = (now: HostFacts, before: HostFacts) =>
  unless(allFiles(now) === allFiles(before), "files are not what they were");
const isGone = (now: HostFacts, before: HostFacts) => [
  ...unless(!(name in now.records), "it is still on record"),
  ...unless(!(name in now.workspaces), "its files are not in the trash"),
  ...sameFiles(now, before),
];
const isBack = (now: HostFacts, before: HostFacts) => [
  ...unless(now.states[name] === "loaded active running", "it does not run"),
  ...sameFiles(now, before),
];

const destroy = ({ tenant, owner }: World, requestId: string) =>
  tenant.containers.Destroy({ owner, requestId, name });
const restore = ({ tenant, owner }: World, requestId: string) =>
  tenant.workspaces.Restore({ owner, requestId, container: name });

/** Destroyed, with its files in the trash. */
async function destroyed(world: World): Promise<void> {
  await whole(world);
  await world.gone(name);
}

/** There, and other files of its name are in the trash. */
async function replaced(world: World): Promise<void> {
  const { tenant, owner } = world;
  const { workspaces } = await tenant.workspaces.List({ owner, container: name });
  const trash = workspaces.flatMap(({ copies }) => copies);
  if ((await world.find(name)) !== undefined && trash.length > 0) {
    await world.running(dev);
    return;
  }
  await destroyed(world);
  await world.running(dev);
  await world.write(name, "other words");
}

export const destroys: Scenario[] = [
  {
    name: "destroy a running one",
    container: name,
    action: "Containers.Destroy",
    prepare: whole,
    act: destroy,
    done: isGone,
  },
  {
    name: "destroy a stopped one",
    container: name,
    action: "Containers.Destroy",
    async prepare(world) {
      await whole(world);
      await world.stopped(dev);
    },
    act: destroy,
    done: isGone,
  },
  {
    name: "restore a destroyed one",
    container: name,
    action: "Workspaces.Restore",
    prepare: destroyed,
    act: restore,
    done: isBack,
  },
  {
    name: "restore in place of other files",
    container: name,
    action: "Workspaces.Restore",
    prepare: replaced,
    act: restore,
    done: isBack,
  },
];

/** The files of one that was made only for that are in the trash, and no others of its name. */
async function trash(world: World): Promise<void> {
  const { tenant, owner } = world;
  await world.gone(fresh.name);
  const { workspaces } = await tenant.workspaces.List({ owner, container: fresh.name });
  const copies = workspaces.flatMap((workspace) => workspace.copies);
  if (copies.length === 1) return;
  for (const { id } of copies) await tenant.workspaces.Discard({ owner, copyId: id });
  await world.running(fresh);
  await world.gone(fresh.name);
}

const discarded = (now: HostFacts) =>
  unless(
    Object.values(now.notes).every(({ record }) => record.name !== fresh.name),
    "the copy is still there",
  );

export const discards: Scenario[] = [
  {
    name: "discard a copy",
    container: fresh.name,
    action: "Workspaces.Discard",
    plain: true,
    prepare: trash,
    async act({ tenant, owner }) {
      const { workspaces } = await tenant.workspaces.List({ owner, container: fresh.name });
      await tenant.workspaces.Discard({ owner, copyId: workspaces[0]?.copies[0]?.id ?? "" });
    },
    done: discarded,
  },
  {
    name: "empty the trash",
    container: fresh.name,
    action: "Workspaces.Discard",
    plain: true,
    prepare: trash,
    act: ({ tenant, owner }) => tenant.workspaces.Discard({ owner, copyId: "" }),
    done: discarded,
  },
];
