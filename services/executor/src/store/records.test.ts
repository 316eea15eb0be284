import { mkdir, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ContainerName, OwnerId } from "@voxnix/protocol";
import { expect, test } from "vitest";
import type { ContainerRecord } from "./record.ts";
import { Records } from "./records.ts";

const record: ContainerRecord = {
  version: 2,
  name: ContainerName.parse("dev"),
  owner: OwnerId.parse("telegram:1"),
  machine: ContainerName.parse("dev-2"),
  stage: "created",
  modules: [{ name: "git", settings: { userName: "Ada", depth: 2, tags: ["a"] } }],
  autostart: true,
  address: "10.9.0.3",
  image: "/nix/store/i",
  hostSide: "/nix/store/h",
  workspace: "/workspace",
  createdMs: 1,
  packages: ["htop"],
  generation: 1,
  generations: [],
  changedBy: "op-1",
  limits: { memoryBytes: 2 ** 30, cpuPercent: 150, tasks: 512, diskBytes: 0 },
};

const newFolder = () => mkdtemp(join(tmpdir(), "voxnix-store-"));

test("a record is what it was after a restart, and gone after it was removed", async () => {
  const folder = await newFolder();
  const records = await Records.open(folder);
  await records.save(record);
  expect((await Records.open(folder)).all()).toEqual([record]);
  await records.remove("dev-2");
  expect((await Records.open(folder)).all()).toEqual([]);
  expect(await readdir(folder)).toEqual([]);
});

test.each([
  ["not JSON", "{"],
  ["of another shape", "{}"],
  ["from a later version", JSON.stringify({ ...record, version: 3 })],
  ["in the wrong folder", JSON.stringify({ ...record, machine: "other" })],
])("a record that is %s is reported and left as it is, and its name stays taken", async (_, text) => {
  const folder = await newFolder();
  const file = join(folder, "dev-2/record.json");
  await mkdir(join(folder, "dev-2"));
  await writeFile(file, text);
  const records = await Records.open(folder);
  expect(records.corrupt).toMatchObject([{ machine: "dev-2" }]);
  expect(records.taken("dev-2")).toBe(true);
  expect(await readFile(file, "utf8")).toBe(text);
});

test("a name is reserved before its file is written", async () => {
  const records = await Records.open(await newFolder());
  records.reserve(record);
  expect(records.find(record.owner, record.name)).toEqual(record);
});

test("a record from before there were generations is read as its first", async () => {
  const folder = await newFolder();
  const { packages, generation, generations, changedBy, version, limits, ...old } = record;
  await mkdir(join(folder, "dev-2"));
  await writeFile(join(folder, "dev-2/record.json"), JSON.stringify({ ...old, version: 1 }));
  const records = await Records.open(folder);
  expect(records.corrupt).toEqual([]);
  expect(records.byMachine("dev-2")).toMatchObject({
    version: 2,
    packages: [],
    generation: 1,
    generations: [{ number: 1, image: "/nix/store/i", modules: record.modules, createdMs: 1 }],
  });
});
