import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Run } from "../system/run.ts";
import { copiesFolder, foldersIn, machinesIn, moveTree, removeEmpty } from "./directory.ts";
import type { Storage, StorageOptions, Usage } from "./storage.ts";
import { type Group, subvolumesIn } from "./subvolumes.ts";

/**
 * A subvolume for each tree and copy. Subvolumes are renamed as folders are. What was a plain folder before the
 * file system became btrfs stays one: it can be put aside, and has no quota and no snapshots.
 */
export function btrfsStorage({ workspaces: folder, quotaOf }: StorageOptions, run: Run): Storage {
  const path = (machine: string) => join(folder, machine);
  const copyPath = (copy: string) => join(folder, copiesFolder, copy);
  const subvolumes = subvolumesIn(folder, run);
  const limit = (machine: string, bytes: number) => subvolumes.limit(path(machine), bytes);
  const holdToQuota = async (machine: string) => {
    const bytes = quotaOf(machine);
    if (bytes > 0) await limit(machine, bytes);
  };
  return {
    kind: "btrfs",
    canSnapshot: true,
    canLimit: true,
    limit,
    path,
    has: async (machine) => existsSync(path(machine)),
    machines: () => machinesIn(folder),
    async make(machine) {
      await subvolumes.make(path(machine));
      await holdToQuota(machine);
    },
    removeIfEmpty: (machine) => removeEmpty(path(machine)),
    putAside: (machine, copy) => moveTree(path(machine), copyPath(copy)),
    takeBack: (copy, machine) => moveTree(copyPath(copy), path(machine)),
    async snapshot(machine, copy) {
      await mkdir(join(folder, copiesFolder), { recursive: true, mode: 0o700 });
      await subvolumes.copy(path(machine), copyPath(copy), "-r");
    },
    async fromSnapshot(copy, machine) {
      await subvolumes.copy(copyPath(copy), path(machine));
      await holdToQuota(machine);
    },
    copies: () => foldersIn(join(folder, copiesFolder)),
    removeCopy: (copy) => subvolumes.remove(copyPath(copy)),
    usage: async () => usageOf((await subvolumes.groups()) ?? new Map()),
  };
}

/**
 * What groups tell of trees and copies, by the last part of their path. Of several with the same the outermost: root
 * inside can give a subvolume any name, and any depth but that.
 */
export function usageOf(groups: ReadonlyMap<string, Group>): Map<string, Usage> {
  const depth = ({ path }: Group) => path.split("/").length;
  const trees = [...groups.values()]
    .filter(({ path }) => path !== "" && isCopy(path) === path.split("/").slice(0, -1).includes(copiesFolder))
    .sort((a, b) => depth(b) - depth(a));
  return new Map(
    trees.map((tree) => {
      const all = groups.get(tree.parents[0] ?? "") ?? tree;
      const most = all.max_referenced;
      // A copy takes what it takes; a tree shares its limit with what is in it and its copies.
      const usedBytes = isCopy(tree.path) ? tree.referenced : all.referenced;
      return [lastPart(tree.path), { usedBytes, quotaBytes: typeof most === "number" ? most : 0 }];
    }),
  );
}

const lastPart = (path: string): string => path.split("/").at(-1) ?? "";
const isCopy = (path: string): boolean => /^(trash|snap)-/.test(lastPart(path));
