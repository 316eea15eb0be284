import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { watchSyncs } from "../testing/synced.ts";
import { writeAtomically } from "./atomic.ts";

const newFolder = () => mkdtemp(join(tmpdir(), "voxnix-sync-"));

test("a file is synced before it takes its name, and then the folder that has the name", async () => {
  const folder = await newFolder();
  const synced = await watchSyncs();
  await writeAtomically(join(folder, "record.json"), "{}");
  expect(synced).toEqual([join(folder, "record.json.new"), folder]);
});

test("folders that are made for a file are synced up to the first that was there", async () => {
  const folder = await newFolder();
  const synced = await watchSyncs();
  await writeAtomically(join(folder, "containers/dev/record.json"), "{}");
  const dev = join(folder, "containers/dev");
  expect(synced).toEqual([join(dev, "record.json.new"), dev, dirname(dev), folder]);
});
