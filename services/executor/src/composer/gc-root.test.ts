import { mkdir, mkdtemp, readdir, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { watchSyncs } from "../testing/synced.ts";
import { clearSecondLinks, holdRoot, removeRoot } from "./gc-root.ts";

test("a root is on the disk before anybody relies on it, with the folders that were made for it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "voxnix-roots-"));
  const synced = await watchSyncs();
  await holdRoot(join(folder, "generations/dev/1"), "/nix/store/x");
  const dev = join(folder, "generations/dev");
  expect(synced).toEqual([dev, join(folder, "generations"), folder]);
  synced.length = 0;
  await holdRoot(join(dev, "2"), "/nix/store/y");
  expect(synced).toEqual([dev]);
});

test("a root that is removed takes Nix's second link with it, and others' links stay", async () => {
  const folder = await mkdtemp(join(tmpdir(), "voxnix-roots-"));
  const auto = join(folder, "auto");
  await mkdir(auto);
  for (const root of ["ours", "other"]) {
    await holdRoot(join(folder, "roots", root), "/nix/store/x");
    await symlink(join(folder, "roots", root), join(auto, root));
  }
  await removeRoot(join(folder, "roots/ours"), auto);
  expect(await readdir(join(folder, "roots"))).toEqual(["other"]);
  expect(await readdir(auto)).toEqual(["other"]);
});

test("second links that a build left which was cut off are cleared away, and no others", async () => {
  const folder = await mkdtemp(join(tmpdir(), "voxnix-roots-"));
  const auto = join(folder, "auto");
  await mkdir(auto);
  await holdRoot(join(folder, "specs/there"), "/nix/store/gone");
  const links = {
    there: join(folder, "specs/there"),
    gone: join(folder, "specs/gone"),
    strangers: "/home/ada/result",
  };
  for (const [name, target] of Object.entries(links)) await symlink(target, join(auto, name));
  await clearSecondLinks([join(folder, "specs")], auto);
  expect((await readdir(auto)).sort()).toEqual(["strangers", "there"]);
});
