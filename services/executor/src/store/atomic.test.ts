import { mkdir, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { clearDrafts, writeAtomically } from "./atomic.ts";

test("of many who write the same file at once each succeeds, the last one wins, and no draft is left", async () => {
  const folder = await mkdtemp(join(tmpdir(), "voxnix-atomic-"));
  const path = join(folder, "image.json");
  const texts = Array.from({ length: 20 }, (_, index) => `${index}`.repeat(10_000 - 400 * index));
  await Promise.all(texts.map((text) => writeAtomically(path, text)));
  expect(await readFile(path, "utf8")).toBe(texts.at(-1));
  expect(await readdir(folder)).toEqual(["image.json"]);
});

test("a write that fails does not hold up the next one", async () => {
  const folder = await mkdtemp(join(tmpdir(), "voxnix-atomic-"));
  const path = join(folder, "x".repeat(300));
  const both = await Promise.allSettled([writeAtomically(path, "a"), writeAtomically(path, "b")]);
  expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  await writeAtomically(join(folder, "short"), "c");
});

test("what a write left that was cut off is cleared away, and nothing else", async () => {
  const folder = await mkdtemp(join(tmpdir(), "voxnix-atomic-"));
  await mkdir(join(folder, "dev/deep"), { recursive: true });
  const files = ["a.json", "a.json.new", "dev/record.json", "dev/record.json.new", "dev/deep/mine.new"];
  for (const file of files) await writeFile(join(folder, file), "");
  await clearDrafts(folder, 1);
  expect((await readdir(folder, { recursive: true })).sort()).toEqual([
    "a.json",
    "dev",
    "dev/deep",
    "dev/deep/mine.new",
    "dev/record.json",
  ]);
});
