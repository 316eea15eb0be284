import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { SandboxError } from "./errors.ts";
import { onHostOrThrow } from "./host.ts";
import type { SandboxPaths } from "./paths.ts";
import { containersIn, removeTree } from "./remove-tree.ts";

/**
 * Makes the appliance's own writable tree from the cached one, unless it has one already.
 * A plain copy (under a second, shared blocks where the file system can): overlays in nested containers
 * would not work on top of another overlay.
 */
export async function makeInstance(paths: SandboxPaths, tree: string): Promise<void> {
  if (existsSync(paths.root)) {
    if (isMadeOf(paths, tree)) return;
    // Beside them are nspawn's lock files and what is about to be removed.
    const containers = containersIn(paths.root).filter((name) => !name.startsWith("."));
    if (containers.length > 0)
      throw new SandboxError(
        `The appliance's base tree has changed, and ${containers.join(", ")} still live in the old one: run \`npm run sandbox -- reset\` to start afresh.`,
      );
    await removeTree(paths.root);
  }
  const partial = `${paths.root}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(paths.instance, { recursive: true, mode: 0o755 });
  await onHostOrThrow(["cp", "-a", "--reflink=auto", tree, partial], "copy the appliance's tree");
  // With an id of its own systemd does not take the boot for a first one, which would enable every unit.
  writeFileSync(join(partial, "etc/machine-id"), `${randomUUID().replaceAll("-", "")}\n`);
  writeFileSync(join(paths.instance, "checkout"), `${paths.checkout}\n`);
  writeFileSync(marker(paths), basename(tree));
  renameSync(partial, paths.root);
}

/** Whether the appliance's own tree is a copy of that one. */
export function isMadeOf(paths: SandboxPaths, tree: string): boolean {
  return existsSync(marker(paths)) && readFileSync(marker(paths), "utf8") === basename(tree);
}

const marker = ({ instance }: SandboxPaths): string => join(instance, "tree");
