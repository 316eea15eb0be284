import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, readlink, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { expect, test } from "vitest";
import { someRecord } from "../testing/record.ts";
import { HostSides } from "./host-sides.ts";

const needs = { image: "/nix/store/i-system", template: "/nix/store/t-container-template" };
const first = { unit: "[Unit]\n", conf: "SYSTEM_PATH=/nix/store/i-system\n", needs };
const second = { ...first, conf: "AUTO_START=1\n" };

async function setUp() {
  const roots = await mkdtemp(join(tmpdir(), "voxnix-roots-"));
  return { roots, sides: new HostSides(roots) };
}

test("a host side is in extra-container's layout, and holds what it needs", async () => {
  const { sides } = await setUp();
  const path = await sides.write("dev", first);
  expect(await readFile(join(path, "etc/systemd/system/container@dev.service"), "utf8")).toBe(first.unit);
  expect(await readFile(join(path, "etc/nixos-containers/dev.conf"), "utf8")).toBe(first.conf);
  expect(await readlink(join(path, "image"))).toBe(needs.image);
  expect(await readlink(join(path, "template"))).toBe(needs.template);
});

test("equal ones have one path, others another one, and both are kept until one is settled on", async () => {
  const { sides } = await setUp();
  const path = await sides.write("dev", first);
  expect(await sides.write("dev", first)).toBe(path);
  const other = await sides.write("dev", second);
  expect(other).not.toBe(path);
  expect((await sides.held()).get("dev")?.sort()).toEqual([path, other].sort());
  await sides.settle(someRecord({ hostSide: other }));
  expect(await sides.held()).toEqual(new Map([["dev", [other]]]));
  await sides.forget("dev");
  expect(await sides.held()).toEqual(new Map());
});

test("a unit that two have is one file, and goes with the last that has it", async () => {
  const { sides } = await setUp();
  const unitOf = async (path: string) => realpath(join(path, "etc/systemd/system/container@dev.service"));
  const plain = await sides.write("dev", first);
  const auto = await sides.write("dev", second);
  const limited = await sides.write("dev", { ...first, unit: "[Unit]\n[Service]\nTasksMax=7\n" });
  const shared = await unitOf(plain);
  expect(await unitOf(auto)).toBe(shared);
  expect(await unitOf(limited)).not.toBe(shared);
  await sides.settle(someRecord({ hostSide: auto }));
  expect(await unitOf(auto)).toBe(shared);
  await sides.settle(someRecord({ hostSide: await sides.write("dev", { ...first, unit: "[Service]\n" }) }));
  expect(existsSync(shared)).toBe(false);
});

test("one whose writing or removing was cut off is written anew", async () => {
  const { sides } = await setUp();
  const path = await sides.write("dev", first);
  await rm(join(path, "etc/nixos-containers"), { recursive: true });
  await mkdir(`${path}.new/etc`, { recursive: true });
  expect(await sides.write("dev", first)).toBe(path);
  expect((await readdir(dirname(path))).sort()).toEqual([basename(path), "units"].sort());
  expect(await readFile(join(path, "etc/nixos-containers/dev.conf"), "utf8")).toBe(first.conf);
});

test("one that is not there cannot be settled on: the one that is stays", async () => {
  const { sides } = await setUp();
  const path = await sides.write("dev", first);
  await expect(sides.settle(someRecord({ hostSide: `${path}0` }))).rejects.toThrow(/is not there/);
  expect((await sides.held()).get("dev")).toEqual([path]);
});

test("those that Nix built for an executor before this one are kept, settled on and let go as well", async () => {
  const { roots, sides } = await setUp();
  const former = "/nix/store/h-container-dev";
  await mkdir(join(roots, "containers"));
  await symlink(former, join(roots, "containers/dev"));
  await symlink("/nix/store/n-container-dev", join(roots, "containers/dev.next"));
  const path = await sides.write("dev", first);
  expect((await sides.held()).get("dev")?.sort()).toEqual(
    [former, "/nix/store/n-container-dev", path].sort(),
  );
  // An update of it that is undone.
  await sides.settle(someRecord({ hostSide: former }));
  expect(await sides.held()).toEqual(new Map([["dev", [former]]]));
  // An update of it that is done.
  await sides.settle(someRecord({ hostSide: await sides.write("dev", first) }));
  expect(await sides.held()).toEqual(new Map([["dev", [path]]]));
});
