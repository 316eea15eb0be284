import type { HostFacts } from "../host-facts.ts";
import { type Scenario, unless } from "../scenario.ts";
import type { World } from "../world.ts";
import { dev } from "./specs.ts";

const { name } = dev;
const files = (world: World) => world.tenant.workspaces.List({ owner: world.owner, container: name });
const snapshotIds = async (world: World) =>
  (await files(world)).workspaces.flatMap(({ copies }) =>
    copies.flatMap(({ id, kind }) => (kind === "SNAPSHOT" ? [id] : [])),
  );

/** It runs, and has at most one snapshot and nothing in the trash. */
async function prepare(world: World): Promise<void> {
  const { tenant, owner } = world;
  await world.running(dev);
  const [, ...more] = await snapshotIds(world);
  for (const copyId of more) await tenant.workspaces.Discard({ owner, copyId });
  await tenant.workspaces.Discard({ owner, copyId: "" });
}

/** The same, and its files have changed since its snapshot. */
async function snapshotted(world: World): Promise<void> {
  await prepare(world);
  if ((await snapshotIds(world)).length === 0)
    await world.tenant.workspaces.Snapshot({ owner: world.owner, container: name });
  await world.write(name, world.unique());
}

const kept = ({ workspaces, copies }: HostFacts, before: HostFacts) => [
  ...unless(workspaces[name] === before.workspaces[name], "its files are not what they were"),
  ...unless(
    Object.entries(before.copies).every(([id, digest]) => copies[id] === digest),
    "a snapshot is not what it was",
  ),
];

export const snapshots: Scenario[] = [
  {
    name: "snapshot",
    container: name,
    btrfs: true,
    action: "Workspaces.Snapshot",
    plain: true,
    prepare,
    act: ({ tenant, owner }) => tenant.workspaces.Snapshot({ owner, container: name, label: "" }),
    done: (now, before) => [
      ...kept(now, before),
      ...unless(
        Object.keys(now.copies).length === Object.keys(before.copies).length + 1,
        "there is not one snapshot more",
      ),
    ],
  },
  {
    name: "restore a snapshot",
    container: name,
    btrfs: true,
    action: "Workspaces.Restore",
    prepare: snapshotted,
    async *act(world, requestId) {
      const [copyId = ""] = await snapshotIds(world);
      yield* world.tenant.workspaces.Restore({ owner: world.owner, requestId, container: name, copyId });
    },
    done: (now, before) => [
      ...unless(
        Object.values(before.copies).includes(now.workspaces[name] ?? ""),
        "its files are not those of the snapshot",
      ),
      ...unless(
        Object.values(now.copies).includes(before.workspaces[name] ?? ""),
        "the files that it had are not in the trash",
      ),
    ],
    // What was made of the snapshot meanwhile may lie in the trash.
    failed: kept,
  },
];
