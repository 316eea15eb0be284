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
    if (!(await counted())) {
      // Without quotas there is none to be lifted.
      if (bytes === 0) return;
      // By simple quotas a subvolume that root inside makes counts in its parent's groups, and what a snapshot
      // holds on to goes on counting where it was written (btrfs-quota(5), from Linux 6.7 on).
      const simple = await run("btrfs", ["quota", "enable", "--simple", folder]);
      if (simple.code !== 0) await btrfs("quota", "enable", folder);
    }
    const most = bytes > 0 ? String(bytes) : "none";
    await btrfs("qgroup", "limit", most, await groupFor(tree), folder);
  };
  // The group that counts a tree, what is made in it, and its copies: all of them together have one limit.
  const groupOf = async (tree: string): Promise<string | undefined> => {
    const shown = await show();
    return shown.code === 0
      ? parseGroups(shown.stdout).get(`0/${await idOf(run, tree)}`)?.parents[0]
      : undefined;
  };
  const groupFor = async (tree: string): Promise<string> => {
    const known = await groupOf(tree);
    if (known !== undefined) return known;
    const id = await idOf(run, tree);
    await run("btrfs", ["qgroup", "create", `1/${id}`, folder]);
    await btrfs("qgroup", "assign", `0/${id}`, `1/${id}`, folder);
    return `1/${id}`;
  };
  const show = () => run("btrfs", ["--format", "json", "qgroup", "show", "--raw", "-r", folder]);
  const counted = async () => (await show()).code === 0;
  const remove = async (tree: string) => {
    if (!existsSync(tree)) return;
    // Without a commit it could come back after a power cut.
    if (await isSubvolume(tree)) await btrfs("subvolume", "delete", "--commit-after", "--recursive", tree);
    else await removeTree(tree);
    const shown = await show();
    if (shown.code !== 0) return;
    await run("btrfs", ["qgroup", "clear-stale", folder]);
    for (const [id, { children }] of parseGroups(shown.stdout))
      if (id.startsWith("1/") && children.length === 0) await run("btrfs", ["qgroup", "destroy", id, folder]);
  };
  const copyTo = async (from: string, to: string, ...flags: string[]) => {
    if (existsSync(to)) return;
    const group = await groupOf(from);
    const within = group === undefined ? [] : ["-i", group];
    await btrfs("subvolume", "snapshot", ...flags, ...within, from, to);
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

const Group = z.object({
  qgroupid: z.string(),
  referenced: z.number(),
  max_referenced: z.union([z.number(), z.string()]),
  // Groups of groups have none.
  path: z.string().default(""),
  parents: z.array(z.string()).default([]),
  children: z.array(z.string()).default([]),
});
type Group = z.infer<typeof Group>;
const Qgroups = z.object({ "qgroup-show": z.array(Group) });

/** What `btrfs --format json qgroup show` prints, by id. */
function parseGroups(json: string): Map<string, Group> {
  return new Map(Qgroups.parse(JSON.parse(json))["qgroup-show"].map((group) => [group.qgroupid, group]));
}

/**
 * What it tells of trees and copies, by the last part of their path. Of several with the same the outermost: root
 * inside can give a subvolume any name, and any depth but that.
 */
export function parseQgroups(json: string): Map<string, Usage> {
  const groups = parseGroups(json);
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

async function idOf(run: Run, tree: string): Promise<string> {
  return (await run("btrfs", ["inspect-internal", "rootid", tree])).stdout.trim();
}

async function isSubvolume(path: string): Promise<boolean> {
  return (await stat(path)).ino === subvolumeInode;
}

async function told(run: Run, args: readonly string[]): Promise<void> {
  const { code, stderr } = await run("btrfs", args);
  if (code === 0) return;
  throw new Error(`btrfs ${args.slice(0, 2).join(" ")} failed: ${lastLines(stderr, 3).join("; ")}`);
}
