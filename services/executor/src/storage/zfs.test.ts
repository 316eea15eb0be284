import { expect, test } from "vitest";
import { FakeZfs } from "../testing/zfs.ts";
import { zfsStorage } from "./zfs.ts";

const megabytes = 2 ** 20;
const some = (quotaBytes = 0) => {
  const zfs = new FakeZfs();
  const options = {
    workspaces: "/ws",
    quotaOf: () => quotaBytes,
    zfsDataset: "tank/ws",
    storage: "zfs" as const,
  };
  return { zfs, storage: zfsStorage(options, zfs.run) };
};
const names = (zfs: FakeZfs) =>
  [...zfs.datasets]
    .flatMap(([name, { snapshots }]) => [name, ...snapshots.map((snapshot) => `${name}@${snapshot.name}`)])
    .filter((name) => name !== "tank/ws")
    .map((name) => name.replace("tank/ws/", ""))
    .sort();

test("a workspace is a dataset with its quota, made once", async () => {
  const { zfs, storage } = some(64 * megabytes);
  await storage.make("dev");
  await storage.make("dev");
  expect(zfs.calls).toEqual([`create -o quota=${64 * megabytes} tank/ws/dev`]);
  expect((await storage.usage()).get("dev")).toEqual({ usedBytes: 1024, quotaBytes: 64 * megabytes });
  expect(storage.path("dev")).toBe("/ws/dev");
});

test("its quota changes while it is there, and machines are told apart from copies", async () => {
  const { zfs, storage } = some();
  await storage.make("dev");
  await storage.limit("dev", 64 * megabytes);
  await storage.limit("gone", 64 * megabytes);
  await storage.putAside("dev", "trash-1-a");
  await storage.make("two");
  await storage.limit("two", 0);
  expect(zfs.calls.filter((call) => call.startsWith("set"))).toEqual([
    `set quota=${64 * megabytes} tank/ws/dev`,
    "set quota=none tank/ws/two",
  ]);
  expect(await storage.machines()).toEqual(["two"]);
});

test("it goes to the trash and comes back by renaming, each once", async () => {
  const { zfs, storage } = some();
  await storage.make("dev");
  for (const _ of ["once", "twice"]) await storage.putAside("dev", "trash-1-a");
  expect(names(zfs)).toEqual(["trash-1-a"]);
  expect(await storage.copies()).toContain("trash-1-a");
  for (const _ of ["once", "twice"]) await storage.takeBack("trash-1-a", "dev-2");
  expect(names(zfs)).toEqual(["dev-2"]);
});

test("a workspace from a snapshot has the snapshots again, and what was there is in the trash", async () => {
  const { zfs, storage } = some();
  await storage.make("dev");
  await storage.snapshot("dev", "snap-1-a");
  await storage.snapshot("dev", "snap-2-b");
  await storage.putAside("dev", "trash-3-c");
  for (const _ of ["once", "twice"]) await storage.fromSnapshot("snap-1-a", "dev");
  expect(names(zfs)).toEqual(["dev", "dev@snap-1-a", "trash-3-c", "trash-3-c@snap-2-b"]);
  expect([...(await storage.copies())].sort()).toEqual(
    expect.arrayContaining(["snap-1-a", "snap-2-b", "trash-3-c"]),
  );
});

test("the trash is not emptied of what a later snapshot still needs, and then is", async () => {
  const { zfs, storage } = some();
  await storage.make("dev");
  await storage.snapshot("dev", "snap-1-a");
  await storage.snapshot("dev", "snap-2-b");
  await storage.putAside("dev", "trash-3-c");
  await storage.fromSnapshot("snap-1-a", "dev");
  await expect(storage.removeCopy("trash-3-c")).rejects.toMatchObject({
    reason: "IN_USE",
    facts: { known: ["snap-2-b"] },
  });
  await storage.removeCopy("snap-2-b");
  await storage.removeCopy("trash-3-c");
  expect(names(zfs)).toEqual(["dev", "dev@snap-1-a"]);
});

test("a snapshot that something hangs on leaves the list at once and the pool later", async () => {
  const { zfs, storage } = some();
  await storage.make("dev");
  await storage.snapshot("dev", "snap-1-a");
  await storage.putAside("dev", "trash-2-b");
  await storage.fromSnapshot("snap-1-a", "dev");
  await storage.removeCopy("snap-1-a");
  expect(await storage.copies()).not.toContain("snap-1-a");
  await storage.removeCopy("trash-2-b");
  expect(names(zfs)).toEqual(["dev"]);
});

test("undoing a restore from a snapshot keeps what was made of it, and all can be discarded after that", async () => {
  const { zfs, storage } = some();
  await storage.make("dev");
  await storage.snapshot("dev", "snap-1-a");
  await storage.putAside("dev", "trash-2-b");
  await storage.fromSnapshot("snap-1-a", "dev");
  await storage.putAside("dev", "trash-3-c");
  await storage.takeBack("trash-2-b", "dev");
  expect(names(zfs)).toEqual(["dev", "trash-3-c", "trash-3-c@snap-1-a"]);
  // The snapshot goes over to the one that hangs on it.
  await storage.removeCopy("trash-3-c");
  expect(names(zfs)).toEqual(["dev", "dev@snap-1-a"]);
  await storage.removeCopy("snap-1-a");
  expect(names(zfs)).toEqual(["dev"]);
});

test("a dataset is never taken for empty", async () => {
  const { storage } = some();
  await storage.make("dev");
  expect(await storage.removeIfEmpty("dev")).toBe(false);
  expect(await storage.has("dev")).toBe(true);
});

test("what zfs refuses is told in its own words", async () => {
  const { zfs, storage } = some();
  await storage.make("dev");
  zfs.datasets.set("tank/ws/trash-1-a", { quota: "0", origin: undefined, snapshots: [] });
  await expect(storage.putAside("dev", "trash-1-a")).rejects.toThrow("dataset already exists");
});
