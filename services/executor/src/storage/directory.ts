import { existsSync } from "node:fs";
import { chmod, mkdir, readdir, rename, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { syncFolder } from "../store/atomic.ts";
import { removeTree } from "../system/remove-tree.ts";
import { noSnapshots, type Storage } from "./storage.ts";

/** Beside the machines' folders; no machine has a dot in its name. */
export const copiesFolder = ".copies";

/** Plain folders, on any file system: no quota, no snapshots, no cheap way to tell how much they hold. */
export function directoryStorage(folder: string): Storage {
  const path = (machine: string) => join(folder, machine);
  const copyPath = (copy: string) => join(folder, copiesFolder, copy);
  const refuse = () => Promise.reject(noSnapshots("directory"));
  return {
    kind: "directory",
    canSnapshot: false,
    canLimit: false,
    limit: async () => {},
    path,
    has: async (machine) => existsSync(path(machine)),
    machines: () => machinesIn(folder),
    make: (machine) => makeFolder(path(machine)),
    removeIfEmpty: (machine) => removeEmpty(path(machine)),
    putAside: (machine, copy) => moveTree(path(machine), copyPath(copy)),
    takeBack: (copy, machine) => moveTree(copyPath(copy), path(machine)),
    snapshot: refuse,
    fromSnapshot: refuse,
    copies: () => foldersIn(join(folder, copiesFolder)),
    async removeCopy(copy) {
      // Half of a copy must not pass for one, neither for who restores it now nor after a crash.
      const gone = `${copyPath(copy)}.gone`;
      await removeTree(gone);
      await moveTree(copyPath(copy), gone);
      await removeTree(gone);
    },
    usage: async () => new Map(),
  };
}

async function makeFolder(path: string): Promise<void> {
  const made = await mkdir(path, { recursive: true });
  // The idmapped bind makes it the container's; a umask must not make it root's alone.
  if (made !== undefined) await chmod(path, 0o755);
}

/** Renames a tree unless it has been already. The place that it goes to has to be free. */
export async function moveTree(from: string, to: string): Promise<void> {
  if (!existsSync(from)) return;
  // rename(2) would replace an empty folder in silence.
  if (existsSync(to)) throw new Error(`${to} is there already`);
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await rename(from, to);
  await syncFolder(dirname(to));
  await syncFolder(dirname(from));
}

/** The machines that have a tree in a folder. */
export async function machinesIn(folder: string): Promise<string[]> {
  return [...(await foldersIn(folder))].filter((name) => !name.includes(".") && name !== "lost+found");
}

/** The names of the folders in a folder; none if it is not there. */
export async function foldersIn(folder: string): Promise<Set<string>> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return new Set(entries.filter((entry) => entry.isDirectory()).map(({ name }) => name));
}

/** rmdir(2) itself refuses what is not empty; it takes an empty subvolume as well. */
export async function removeEmpty(path: string): Promise<boolean> {
  try {
    await rmdir(path);
    return true;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT") return true;
    if (code === "ENOTEMPTY") return false;
    throw error;
  }
}
