import { existsSync } from "node:fs";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Run, run } from "../system/run.ts";
import { rootTreesIn } from "./root-trees.ts";

const roots = () => mkdtemp(join(tmpdir(), "voxnix-roots-"));

test("on a file system without limits a tree is left to be made by its start, and goes as a folder", async () => {
  const folder = await roots();
  const trees = rootTreesIn(folder, run, async () => false);
  await trees.make("dev", 1_000);
  await trees.limit("dev", 2_000);
  expect(existsSync(join(folder, "dev"))).toBe(false);
  await mkdir(join(folder, "dev/etc"), { recursive: true });
  await trees.remove(join(folder, "dev"));
  expect(existsSync(join(folder, "dev"))).toBe(false);
});

test("on btrfs a tree is made as a subvolume, and what is there already stays as it is", async () => {
  const folder = await roots();
  const asked: string[] = [];
  const btrfs: Run = async (program, args) => {
    asked.push([program, ...args].join(" ").replaceAll(folder, "…"));
    if (args[0] === "subvolume") await mkdir(args.at(-1) ?? "");
    return { code: 0, stdout: "", stderr: "", timedOut: false };
  };
  const trees = rootTreesIn(folder, btrfs, async () => true);
  await trees.make("dev", 0);
  await writeFile(join(folder, "dev/file"), "");
  await trees.make("dev", 0);
  expect(asked).toEqual(["btrfs subvolume create …/dev"]);
  expect(existsSync(join(folder, "dev/file"))).toBe(true);
});
