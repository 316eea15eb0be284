import { mkdtemp, readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeAtomically } from "./atomic.ts";

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
