import { existsSync } from "node:fs";
import { SandboxError } from "./errors.ts";
import { withLock } from "./lock.ts";
import { type SandboxPaths, sandboxPaths } from "./paths.ts";
import { assertPossible } from "./prerequisites.ts";
import { type Progress, progressOn } from "./progress.ts";
import { removeTree } from "./remove-tree.ts";
import { shutDown } from "./shutdown.ts";

/** Stops the appliance; what is in it stays. */
export async function down(
  progress: Progress = progressOn(),
  paths: SandboxPaths = sandboxPaths(),
): Promise<void> {
  assertPossible();
  if (!existsSync(paths.instance)) return progress.note("There is no appliance of this checkout.");
  await withLock(paths.lock, () => shutDown(paths, progress));
}

/** Stops the appliance and deletes it, containers and all; the shared cache of built trees stays. */
export async function reset(
  progress: Progress = progressOn(),
  paths: SandboxPaths = sandboxPaths(),
): Promise<void> {
  assertPossible();
  if (!existsSync(paths.instance)) return progress.note("There is no appliance of this checkout.");
  await withLock(paths.lock, async () => {
    await shutDown(paths, progress);
    await progress.step(`Deleting ${paths.instance} (the appliance, its containers and their data)`, () =>
      removeInstance(paths),
    );
  });
  progress.note(`Kept: ${paths.cache}, the trees that a new appliance starts from.`);
}

async function removeInstance(paths: SandboxPaths): Promise<void> {
  if (!paths.instance.startsWith("/var/lib/voxnix-sandbox/"))
    throw new SandboxError(`Refusing to delete ${paths.instance}: it is not an appliance's folder.`);
  await removeTree(paths.root);
  await removeTree(paths.instance);
}
