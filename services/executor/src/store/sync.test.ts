import { readlinkSync } from "node:fs";
import { type FileHandle, mkdtemp, open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { writeAtomically } from "./atomic.ts";

// What is synced, in order: nothing else shows it but a power cut.
const synced: string[] = [];
let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "voxnix-sync-"));
  synced.length = 0;
  const handle = await open(folder, "r");
  vi.spyOn(Object.getPrototypeOf(handle), "sync").mockImplementation(async function (this: FileHandle) {
    synced.push(readlinkSync(`/proc/self/fd/${this.fd}`));
  });
  await handle.close();
});
afterEach(() => {
  vi.restoreAllMocks();
});

test("a file is synced before it takes its name, and then the folder that has the name", async () => {
  await writeAtomically(join(folder, "record.json"), "{}");
  expect(synced).toEqual([join(folder, "record.json.new"), folder]);
});

test("folders that are made for a file are synced up to the first that was there", async () => {
  await writeAtomically(join(folder, "containers/dev/record.json"), "{}");
  const dev = join(folder, "containers/dev");
  expect(synced).toEqual([join(dev, "record.json.new"), dev, dirname(dev), folder]);
});
