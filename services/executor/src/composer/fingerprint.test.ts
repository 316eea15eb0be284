import { mkdtemp, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nixpkgsIdentity } from "./fingerprint.ts";

test("a nixpkgs is another one when a file that it links to has changed, also when that comes to be", async () => {
  const [nixpkgs, elsewhere] = [await scratch(), await scratch()];
  await writeFile(join(nixpkgs, "default.nix"), "{ }");
  await symlink(join(elsewhere, "packages.json"), join(nixpkgs, "packages.json"));
  const identities = [nixpkgsIdentity(nixpkgs)];
  for (const content of ["[]", '["fd"]']) {
    await writeFile(join(elsewhere, "packages.json"), content);
    identities.push(nixpkgsIdentity(nixpkgs));
  }
  expect(new Set(identities).size).toBe(3);
  expect(nixpkgsIdentity(nixpkgs)).toBe(identities.at(-1));
});

test("a nixpkgs that is not there is refused with the setting that names it", () => {
  expect(() => nixpkgsIdentity("/nowhere")).toThrow(/VOXNIX_NIXPKGS/);
});

const scratch = () => mkdtemp(join(tmpdir(), "voxnix-nixpkgs-"));
