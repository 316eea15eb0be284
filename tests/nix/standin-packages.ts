import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { absent, moreTrees, type Tree, trees } from "../../packages/sandbox/standins/userland/table.ts";
import type { Setting } from "./setting.ts";

/**
 * Says of every package that the stand-in can have that it is there, in an empty folder of the scratch store:
 * as much as an evaluation looks at.
 */
export async function standinPackages({ nix, scratch }: Setting): Promise<void> {
  const folder = join(scratch, "package");
  mkdirSync(folder);
  const added = await nix(["nix-store", "--add", folder]);
  if (!added.succeeded) throw new Error(`No folder could be added to the store: ${added.stderr}`);
  const path = added.stdout.trim();
  const base: Tree = { debian: [], gives: { base: "bash" } };
  const more: Tree = { debian: [], gives: Object.fromEntries(absent.map((name) => [name, name])) };
  const packages = Object.fromEntries(
    [base, more, ...Object.values(trees), ...Object.values(moreTrees)]
      .flatMap(({ gives }) => Object.entries(gives))
      .map(([name, program]) => [name, { path, version: "1", program }]),
  );
  writeFileSync(join(scratch, "packages.json"), JSON.stringify({ id: "check", packages, more: {} }));
}
