import { lstatSync } from "node:fs";
import { mkdir, readdir, readlink, rename, rm, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { syncAbove, syncFolder } from "../store/atomic.ts";

const autoRoots = "/nix/var/nix/gcroots/auto";

/**
 * Keeps a store path from the garbage collector, in place of what the root held before. After a power cut too: the
 * host may collect before an executor has looked after its roots.
 */
export async function holdRoot(root: string, path: string): Promise<void> {
  const made = await mkdir(dirname(root), { recursive: true });
  const draft = `${root}.new`;
  await rm(draft, { force: true });
  await symlink(path, draft);
  await rename(draft, root);
  await syncFolder(dirname(root));
  if (made !== undefined) await syncAbove(dirname(root), made);
}

/**
 * Lets the garbage collector have what a root holds. Nix keeps a second link for each root that it
 * makes; it would clear that away at its next collection, and until then it looks like something left.
 */
export async function removeRoot(root: string, auto = autoRoots): Promise<void> {
  await rm(root, { force: true });
  for (const entry of await readdir(auto).catch(() => [])) {
    const link = join(auto, entry);
    const target = await readlink(link).catch(() => undefined);
    if (target === root) await rm(link, { force: true });
  }
}

/** Removes the second links to roots in these folders that are gone: their removal, or a build, was cut off. */
export async function clearSecondLinks(folders: readonly string[], auto = autoRoots): Promise<void> {
  for (const entry of await readdir(auto).catch(() => [])) {
    const link = join(auto, entry);
    const target = await readlink(link).catch(() => "");
    const ours = folders.some((folder) => target.startsWith(`${folder}/`));
    if (ours && lstatSync(target, { throwIfNoEntry: false }) === undefined) await rm(link, { force: true });
  }
}
