import { existsSync } from "node:fs";
import { chmod, mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { removeTree } from "../system/remove-tree.ts";
import { lastLines, type Run } from "../system/run.ts";
import { copiesFolder, foldersIn, machinesIn, moveTree, removeEmpty } from "./directory.ts";
import type { Storage, StorageOptions, Usage } from "./storage.ts";

/** A subvolume has its own inodes, and its root is always this one (btrfs-subvolume(8), "INODE NUMBERS"). */
const subvolumeInode = 256;

/**
 * A subvolume for each tree and copy. Subvolumes are renamed as folders are. What was a plain folder before the
 * file system became btrfs stays one: it can be put aside, and has no quota and no snapshots.
 */
export function btrfsStorage({ workspaces: folder, quotaOf }: StorageOptions, run: Run): Storage {
  const path = (machine: string) => join(folder, machine);
  const copyPath = (copy: string) => join(folder, copiesFolder, copy);
  const btrfs = (...args: string[]) => told(run, args);

  const limit = async (machine: string, bytes: number) => {
    const tree = path(machine);
    if (!existsSync(tree) || !(await isSubvolume(tree))) return;
    if (bytes > 0) await btrfs("quota", "enable", folder);
    // Without quotas there is none to be lifted.
    else if (!(await counted())) return;
    await btrfs("qgroup", "limit", bytes > 0 ? String(bytes) : "none", tree);
  };
  const show = () => run("btrfs", ["--format", "json", "qgroup", "show", "--raw", "-r", folder]);
  const counted = async () => (await show()).code === 0;
  const remove = async (tree: string) => {
    if (!existsSync(tree)) return;
    // Without a commit it could come back after a power cut.
    if (await isSubvolume(tree)) await btrfs("subvolume", "delete", "--commit-after", "--recursive", tree);
    else await removeTree(tree);
    if (await counted()) await run("btrfs", ["qgroup", "clear-stale", folder]);
  };
  const copyTo = async (from: string, to: string, ...flags: string[]) => {
    if (existsSync(to)) return;
    await btrfs("subvolume", "snapshot", ...flags, from, to);
    await btrfs("filesystem", "sync", folder);
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
      const tree = path(machine);
      if (!existsSync(tree)) {
        await btrfs("subvolume", "create", tree);
        await chmod(tree, 0o755);
      }
      const bytes = quotaOf(machine);
      if (bytes > 0) await limit(machine, bytes);
    },
    removeIfEmpty: (machine) => removeEmpty(path(machine)),
    putAside: (machine, copy) => moveTree(path(machine), copyPath(copy)),
    takeBack: (copy, machine) => moveTree(copyPath(copy), path(machine)),
    async snapshot(machine, copy) {
      await mkdir(join(folder, copiesFolder), { recursive: true, mode: 0o700 });
      await copyTo(path(machine), copyPath(copy), "-r");
    },
    async fromSnapshot(copy, machine) {
      await copyTo(copyPath(copy), path(machine));
      const bytes = quotaOf(machine);
      if (bytes > 0) await limit(machine, bytes);
    },
    copies: () => foldersIn(join(folder, copiesFolder)),
    removeCopy: (copy) => remove(copyPath(copy)),
    async usage() {
      // Fails where quotas are off: then nobody counts.
      const shown = await show();
      return shown.code === 0 ? parseQgroups(shown.stdout) : new Map();
    },
  };
}

const Qgroups = z.object({
  "qgroup-show": z.array(
    z.object({
      referenced: z.number(),
      max_referenced: z.union([z.number(), z.string()]),
      // Groups of groups have none.
      path: z.string().default(""),
    }),
  ),
});

/** What `btrfs --format json qgroup show` prints, by the last part of each subvolume's path. */
export function parseQgroups(json: string): Map<string, Usage> {
  const { "qgroup-show": groups } = Qgroups.parse(JSON.parse(json));
  return new Map(
    groups.map(({ path, referenced, max_referenced }) => [
      path.split("/").at(-1) ?? "",
      { usedBytes: referenced, quotaBytes: typeof max_referenced === "number" ? max_referenced : 0 },
    ]),
  );
}

async function isSubvolume(path: string): Promise<boolean> {
  return (await stat(path)).ino === subvolumeInode;
}

async function told(run: Run, args: readonly string[]): Promise<void> {
  const { code, stderr } = await run("btrfs", args);
  if (code === 0) return;
  throw new Error(`btrfs ${args.slice(0, 2).join(" ")} failed: ${lastLines(stderr, 3).join("; ")}`);
}
