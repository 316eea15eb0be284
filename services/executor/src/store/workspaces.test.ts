import { cp, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { someRecord } from "../testing/record.ts";
import { openWorkspaces, type Workspaces } from "./workspaces.ts";

const record = someRecord({ machine: "dev-2", stage: "created", workspace: "/workspace" });
const day = 86_400_000;

const some = async (folder?: string) => {
  const workspaces = folder ?? (await mkdtemp(join(tmpdir(), "voxnix-workspaces-")));
  const options = {
    workspaces,
    quotaOf: () => 0,
    zfsDataset: "",
    storage: "auto" as const,
    trashMs: 30 * day,
  };
  const opened = await openWorkspaces(options, () => Promise.reject(new Error("no programs")));
  return { folder: workspaces, workspaces: opened };
};
const write = async (workspaces: Workspaces, text: string) => {
  await workspaces.make("dev-2");
  await writeFile(join(workspaces.path("dev-2"), "thesis.txt"), text);
};
const read = (workspaces: Workspaces) => readFile(join(workspaces.path("dev-2"), "thesis.txt"), "utf8");

test("a workspace goes to the trash with a note of whose it was; only an empty one that nobody had yet just goes", async () => {
  const { folder, workspaces } = await some();
  await workspaces.make("dev-2");
  await workspaces.discard({ ...record, stage: "creating" }, 5);
  expect(await readdir(folder)).toEqual([]);
  await workspaces.make("dev-2");
  await workspaces.discard(record, 6);
  const [copy, ...others] = await workspaces.copies();
  expect(others).toEqual([]);
  expect(copy).toMatchObject({ kind: "trash", madeMs: 6, record: { owner: "telegram:1", name: "dev" } });
  await workspaces.discard(record, 7);
  expect(await workspaces.copies()).toHaveLength(1);
});

test("what comes back from the trash is what went there, and is no copy any more", async () => {
  const { folder, workspaces } = await some();
  await write(workspaces, "thesis");
  await workspaces.discard(record, 5);
  // As another executor process would find it.
  const { workspaces: later } = await some(folder);
  const [copy] = await later.copiesOf(record.owner, record.name);
  await later.bringBack(copy?.id ?? "", record);
  await later.settleBack(copy?.id ?? "", record);
  expect(await read(later)).toBe("thesis");
  expect(await later.copies()).toEqual([]);
});

test("a swap that is undone, once or twice, leaves both as they were", async () => {
  const { workspaces } = await some();
  await write(workspaces, "old");
  await workspaces.discard(record, 5);
  const [old] = await workspaces.copies();
  await write(workspaces, "new");
  await workspaces.setAside(record, "trash-x-1", 6);
  await workspaces.bringBack(old?.id ?? "", record);
  expect(await read(workspaces)).toBe("old");
  for (const _ of ["once", "twice"]) {
    await workspaces.returnCopy(old?.id ?? "", record, 7);
    await workspaces.putBack("trash-x-1", record);
  }
  expect(await read(workspaces)).toBe("new");
  expect((await workspaces.copies()).map(({ id }) => id)).toEqual([old?.id]);
});

test("a swap with a snapshot that is undone, once or twice, loses none of the three", async () => {
  const { workspaces } = await some();
  const { storage } = workspaces;
  // Snapshots as they look from outside, on any file system.
  const copied = (id: string) => join(workspaces.path(".copies"), id);
  Object.assign(storage, {
    canSnapshot: true,
    snapshot: (machine: string, id: string) => cp(workspaces.path(machine), copied(id), { recursive: true }),
    fromSnapshot: (id: string, machine: string) =>
      cp(copied(id), workspaces.path(machine), { recursive: true }),
  });
  await write(workspaces, "first");
  const { id } = await workspaces.snapshot(record, "", 5);
  await write(workspaces, "second");
  await workspaces.setAside(record, "trash-x-1", 6);
  await workspaces.bringBack(id, record);
  await write(workspaces, "written since");
  for (const _ of ["once", "twice"]) {
    await workspaces.returnCopy(id, record, 7, "trash-x-1");
    await workspaces.putBack("trash-x-1", record);
  }
  expect(await read(workspaces)).toBe("second");
  const copies = await workspaces.copies();
  const texts = copies.map((copy) => readFile(join(copied(copy.id), "thesis.txt"), "utf8"));
  expect((await Promise.all(texts)).sort()).toEqual(["first", "written since"]);
});

const idle = () => false;
const expired = async (
  workspaces: Workspaces,
  nowMs: number,
  elapsedMs: number,
  busy = idle,
  stays = () => false,
) => (await workspaces.expired(nowMs, elapsedMs, busy, stays)).map(({ id }) => id);

test("the trash is kept for its time and the day after it, and no longer", async () => {
  const { folder, workspaces } = await some();
  await write(workspaces, "text");
  await workspaces.discard(record, 5);
  const [copy] = await workspaces.copies();
  const id = copy?.id ?? "";
  expect(copy && workspaces.expiresMs(copy)).toBe(5 + 30 * day);
  expect(await expired(workspaces, 4 + 30 * day, 9 * day)).toEqual([]);
  expect(await expired(workspaces, 5 + 30 * day, day / 2)).toEqual([]);
  // Half a day each by two executors.
  const { workspaces: later } = await some(folder);
  expect(await expired(later, 6 + 30 * day, 0)).toEqual([]);
  expect(await expired(later, 6 + 30 * day, day / 2)).toEqual([id]);
  await later.removeCopy(id);
  expect(await later.copies()).toEqual([]);
});

test("a clock that jumps and is set right again empties no trash", async () => {
  const { workspaces } = await some();
  await write(workspaces, "text");
  await workspaces.discard(record, 5);
  expect(await expired(workspaces, 400 * day, 0)).toEqual([]);
  expect(await expired(workspaces, 400 * day, day / 2)).toEqual([]);
  expect(await expired(workspaces, day, day / 2)).toEqual([]);
  expect(await expired(workspaces, 400 * day, day / 2)).toEqual([]);
});

test("a removal that was cut off is gone on with, and nobody brings half a copy back", async () => {
  const { folder, workspaces } = await some();
  await write(workspaces, "text");
  await workspaces.discard(record, 5);
  const [copy] = await workspaces.copies();
  const id = copy?.id ?? "";
  workspaces.storage.removeCopy = () => new Promise(() => {});
  void workspaces.removeCopy(id);
  await expect.poll(() => readFile(join(folder, ".copies", `${id}.json`), "utf8")).toContain('"going": true');
  const { workspaces: later } = await some(folder);
  for (const one of [workspaces, later]) {
    expect(await one.copies()).toEqual([]);
    await expect(one.bringBack(id, record)).rejects.toMatchObject({ reason: "NOT_FOUND" });
  }
  expect(await expired(later, 6, 0)).toEqual([id]);
});

test("a note without files goes, unless they are on their way", async () => {
  const { workspaces } = await some();
  await write(workspaces, "text");
  workspaces.storage.putAside = () => Promise.reject(new Error("the power went"));
  await expect(workspaces.discard(record, 5)).rejects.toThrow("the power went");
  expect(await expired(workspaces, 6, 0, () => true)).toEqual([]);
  expect(await expired(workspaces, 6, 0)).toEqual([expect.stringMatching(/^trash-/)]);
});

test("a copy whose time does not run goes all the same when it is half made or half removed", async () => {
  const { workspaces } = await some();
  await write(workspaces, "text");
  await workspaces.discard(record, 5);
  const stays = () => true;
  expect(await expired(workspaces, 400 * day, day, idle, stays)).toEqual([]);
  const [copy] = await workspaces.copies();
  workspaces.storage.removeCopy = () => Promise.reject(new Error("the power went"));
  await expect(workspaces.removeCopy(copy?.id ?? "")).rejects.toThrow("the power went");
  workspaces.storage.putAside = () => Promise.reject(new Error("the power went"));
  await write(workspaces, "text");
  await expect(workspaces.discard(record, 6)).rejects.toThrow("the power went");
  expect(await expired(workspaces, 7, 0, idle, stays)).toEqual([copy?.id, expect.stringMatching(/^trash-/)]);
});

test("a plain directory refuses a snapshot, and notes none", async () => {
  const { workspaces } = await some();
  await write(workspaces, "text");
  await expect(workspaces.snapshot(record, "before", 5)).rejects.toMatchObject({ reason: "UNSUPPORTED" });
  expect(await workspaces.copies()).toEqual([]);
});

test("a host that is meant to have other storage is not opened: its disk may not be mounted", async () => {
  const workspaces = await mkdtemp(join(tmpdir(), "voxnix-workspaces-"));
  const options = { workspaces, quotaOf: () => 0, zfsDataset: "", storage: "btrfs" as const, trashMs: 0 };
  await expect(openWorkspaces(options, () => Promise.reject(new Error("no programs")))).rejects.toThrow(
    "mounted",
  );
});
