import { buildMore } from "../standins/userland/more.ts";
import { moreNames, treeOf } from "../standins/userland/table.ts";
import { runningLeader } from "./boot-record.ts";
import { SandboxError } from "./errors.ts";
import { type SandboxPaths, sandboxPaths } from "./paths.ts";
import { installPrerequisites } from "./prerequisites.ts";
import { type Progress, progressOn } from "./progress.ts";
import { addToStore } from "./userland.ts";

/**
 * Gives the nixpkgs stand-in of a running appliance packages that it has not from the start, because they are
 * large. Names as in nixpkgs ("postgresql"); those that it has already are no trouble.
 */
export async function addPackages(
  names: readonly string[],
  progress: Progress = progressOn(),
  paths: SandboxPaths = sandboxPaths(),
): Promise<void> {
  if (runningLeader(paths) === null)
    throw new SandboxError("The sandbox is not running: npm run sandbox -- up");
  const trees = new Set(names.map(treeFor));
  await installPrerequisites(progress, { building: true });
  for (const tree of trees) {
    const folder = await progress.step(`Debian tree of ${tree} (once per machine)`, (onProgress) =>
      buildMore(tree, { cacheDir: paths.cache, onProgress }),
    );
    await progress.step(`Adding ${tree} to the Nix store`, () =>
      addToStore(paths, folder, `/var/lib/voxnix-sandbox/packages.d/${tree}.json`),
    );
  }
}

function treeFor(name: string): string {
  const tree = treeOf(name);
  if (tree === undefined)
    throw new SandboxError(`${name} cannot be added; these can: ${moreNames().join(", ")}.`);
  return tree;
}
