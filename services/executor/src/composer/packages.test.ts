import { mkdir, mkdtemp, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import type { Run } from "../system/run.ts";
import { openPackages } from "./packages.ts";

async function setUp() {
  const state = await mkdtemp(join(tmpdir(), "voxnix-packages-"));
  const [library, nixpkgs] = [join(state, "library"), join(state, "nixpkgs")];
  for (const folder of [join(library, "compose"), nixpkgs]) await mkdir(folder, { recursive: true });
  for (const file of ["packages.nix", "package-sets.nix"])
    await writeFile(join(library, "compose", file), "[ ]");
  await writeFile(join(nixpkgs, "default.nix"), "{ }");
  return { state, library, nixpkgs, evalMemoryMb: 512 };
}

const printing = (...names: string[]) =>
  vi.fn<Run>(async () => ({ code: 0, stdout: JSON.stringify(names), stderr: "", timedOut: false }));

test("the list is evaluated once, also over a restart, and again for another nixpkgs", async () => {
  const options = await setUp();
  const run = printing("jq", "htop");
  const list = openPackages(options, run);
  expect(await Promise.all([list.names(), list.names()])).toEqual([
    ["htop", "jq"],
    ["htop", "jq"],
  ]);
  expect(await openPackages(options, run).names()).toEqual(["htop", "jq"]);
  expect(run).toHaveBeenCalledTimes(1);
  await writeFile(join(options.nixpkgs, "default.nix"), "{ a = 1; }");
  expect(await openPackages(options, printing("fd")).names()).toEqual(["fd"]);
  expect(await readdir(join(options.state, "packages"))).toHaveLength(1);
});

test("a nixpkgs that is not there, or does not evaluate, rejects and is asked again the next time", async () => {
  const options = await setUp();
  await expect(openPackages({ ...options, nixpkgs: "/nowhere" }, printing()).names()).rejects.toThrow(
    /nixpkgs/,
  );
  const run = printing("jq");
  run.mockResolvedValueOnce({ code: 1, stdout: "", stderr: "error: no", timedOut: false });
  const list = openPackages(options, run);
  await expect(list.names()).rejects.toThrow(/error: no/);
  expect(await list.names()).toEqual(["jq"]);
});
