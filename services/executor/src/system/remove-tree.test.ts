import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { removeTree } from "./remove-tree.ts";

test("a tree that lies deeper than any path reaches is removed, and what a link in it leads to is not", async () => {
  const folder = await mkdtemp(join(tmpdir(), "voxnix-tree-"));
  const [tree, kept] = [join(folder, "tree"), join(folder, "kept")];
  await writeFile(kept, "");
  // 60 folders of 100 letters: a path of more than 6000 bytes, which only who goes there step by step can make.
  const steps = 'name=$(printf "%0100d" 0); for _ in $(seq 60); do mkdir "$name"; cd -P "$name"; done';
  execFileSync("bash", ["-c", `mkdir "$1"; cd "$1"; ln -s "$2" link; ${steps}`, "-", tree, kept]);
  await removeTree(tree);
  expect(existsSync(tree)).toBe(false);
  expect(existsSync(kept)).toBe(true);
  await removeTree(tree);
});

test("what is still there is said", async () => {
  await expect(removeTree("/proc/self/fd")).rejects.toThrow("/proc/self/fd could not be removed:");
});
