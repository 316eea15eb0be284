import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { removeTree } from "../system/remove-tree.ts";
import { type Run, run } from "../system/run.ts";
import { watchSyncs } from "../testing/synced.ts";
import { Rubbish } from "./rubbish.ts";

async function roots() {
  const folder = await mkdtemp(join(tmpdir(), "voxnix-roots-"));
  await mkdir(join(folder, "dev/var/empty"), { recursive: true });
  await writeFile(join(folder, "dev/file"), "");
  return folder;
}
const removing = (by: Run) => ({ remove: (tree: string) => removeTree(tree, by) });
const fail = (error: unknown) => {
  throw error;
};

test("what is taken is gone from its place at once, and its files by and by", async () => {
  const folder = await roots();
  const rubbish = new Rubbish(folder, removing(run), run, fail);
  await rubbish.take(join(folder, "dev"));
  expect(await readdir(folder)).toEqual([".voxnix-rubbish"]);
  await expect.poll(() => readdir(folder)).toEqual([]);
  await rubbish.take(join(folder, "dev"));
});

test("a power cut does not bring back what was taken", async () => {
  const folder = await roots();
  const synced = await watchSyncs();
  await new Rubbish(folder, removing(run), run, fail).take(join(folder, "dev"));
  expect(synced).toEqual([folder]);
});

test("what is taken while others are cleared away is gone too", async () => {
  const folder = await roots();
  const rubbish = new Rubbish(folder, removing(run), run, fail);
  // Renaming takes a moment or two, and clearing an empty folder as many: now and then they meet.
  for (let round = 0; round < 300; round++) {
    const tree = join(folder, `dev-${round}`);
    await mkdir(tree);
    await Promise.all([rubbish.clear(), rubbish.take(tree)]);
    expect(existsSync(tree)).toBe(false);
  }
});

test("what an executor that was killed had taken, the next one removes", async () => {
  const folder = await roots();
  const never: Run = () => new Promise(() => {});
  await new Rubbish(folder, removing(never), never, fail).take(join(folder, "dev"));
  await new Rubbish(folder, removing(run), run, fail).clear();
  expect(await readdir(folder)).toEqual([]);
});

test("no link that root inside has put there is followed out", async () => {
  const folder = await roots();
  const outside = await mkdtemp(join(tmpdir(), "voxnix-outside-"));
  await mkdir(join(outside, "empty"));
  await mkdir(join(folder, "evil"));
  await symlink(outside, join(folder, "evil/var"));
  const programs: string[] = [];
  const listening: Run = (program, args, options) => {
    programs.push(program);
    return run(program, args, options);
  };
  const rubbish = new Rubbish(folder, removing(listening), listening, fail);
  await rubbish.take(join(folder, "evil"));
  await rubbish.clear();
  expect(programs).toEqual(["rm"]);
  expect(existsSync(join(outside, "empty"))).toBe(true);
});
