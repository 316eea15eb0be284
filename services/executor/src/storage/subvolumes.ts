import { existsSync } from "node:fs";
import { chmod, stat, statfs } from "node:fs/promises";
import { z } from "zod";
import { Mutex } from "../system/mutex.ts";
import { removeTree } from "../system/remove-tree.ts";
import { lastLines, type Run } from "../system/run.ts";

/** A group is empty for a moment when it is made: meanwhile nobody may clear it away. */
const grouping = new Mutex();

/** statfs(2), f_type. */
const btrfsMagic = 0x9123683e;

/** A subvolume has its own inodes, and its root is always this one (btrfs-subvolume(8), "INODE NUMBERS"). */
const subvolumeInode = 256;

/** Whether a folder that is there lies on btrfs. */
export async function isOnBtrfs(folder: string): Promise<boolean> {
  return (await statfs(folder)).type === btrfsMagic;
}

/** Trees of a folder on btrfs that are subvolumes, and what they may take. */
export interface Subvolumes {
  /** Makes an empty one, root's own and readable; one that is there is kept. */
  make(tree: string): Promise<void>;
  /** Holds one, with what is made in it and its copies, to that many bytes; 0 for any. A plain folder has no limit. */
  limit(tree: string, bytes: number): Promise<void>;
  /** Makes a snapshot that counts against the limit of what it is of; one that is there is kept. */
  copy(from: string, to: string, ...flags: string[]): Promise<void>;
  /** Removes one with all in it, also a plain folder. */
  remove(tree: string): Promise<void>;
  /** What btrfs counts, by the id of a group; undefined where it does not. */
  groups(): Promise<Map<string, Group> | undefined>;
}

export function subvolumesIn(folder: string, run: Run): Subvolumes {
  const btrfs = (...args: string[]) => told(run, args);
  const groups = async () => {
    // Fails where quotas are off: then nobody counts.
    const shown = await run("btrfs", ["--format", "json", "qgroup", "show", "--raw", "-r", folder]);
    return shown.code === 0 ? parseGroups(shown.stdout) : undefined;
  };
  const idOf = async (tree: string) =>
    (await run("btrfs", ["inspect-internal", "rootid", tree])).stdout.trim();
  // The group that counts a tree, what is made in it, and its copies: all of them together have one limit.
  const groupOf = async (tree: string): Promise<string | undefined> =>
    (await groups())?.get(`0/${await idOf(tree)}`)?.parents[0];
  const groupFor = (tree: string): Promise<string> =>
    grouping.run(async () => {
      const known = await groupOf(tree);
      if (known !== undefined) return known;
      const id = await idOf(tree);
      await run("btrfs", ["qgroup", "create", `1/${id}`, folder]);
      await btrfs("qgroup", "assign", `0/${id}`, `1/${id}`, folder);
      return `1/${id}`;
    });
  return {
    groups,
    async make(tree) {
      if (existsSync(tree)) return;
      await btrfs("subvolume", "create", tree);
      await chmod(tree, 0o755);
    },
    async limit(tree, bytes) {
      if (!existsSync(tree) || !(await isSubvolume(tree))) return;
      if ((await groups()) === undefined) {
        // Without quotas there is none to be lifted.
        if (bytes === 0) return;
        // By simple quotas a subvolume that root inside makes counts in its parent's groups, and what a snapshot
        // holds on to goes on counting where it was written (btrfs-quota(5), from Linux 6.7 on).
        const simple = await run("btrfs", ["quota", "enable", "--simple", folder]);
        if (simple.code !== 0) await btrfs("quota", "enable", folder);
      }
      const most = bytes > 0 ? String(bytes) : "none";
      await btrfs("qgroup", "limit", most, await groupFor(tree), folder);
    },
    async copy(from, to, ...flags) {
      if (existsSync(to)) return;
      const group = await groupOf(from);
      const within = group === undefined ? [] : ["-i", group];
      await btrfs("subvolume", "snapshot", ...flags, ...within, from, to);
      await btrfs("filesystem", "sync", folder);
    },
    async remove(tree) {
      if (!existsSync(tree)) return;
      // Without a commit it could come back after a power cut. What root inside made read-only, rm(1) cannot empty.
      if (await isSubvolume(tree)) await btrfs("subvolume", "delete", "--commit-after", "--recursive", tree);
      else await removeTree(tree, run);
      await grouping.run(async () => {
        if ((await groups()) === undefined) return;
        await run("btrfs", ["qgroup", "clear-stale", folder]);
        for (const [id, { children }] of (await groups()) ?? [])
          if (id.startsWith("1/") && children.length === 0)
            await run("btrfs", ["qgroup", "destroy", id, folder]);
      });
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
export type Group = z.infer<typeof Group>;
const Qgroups = z.object({ "qgroup-show": z.array(Group) });

/** What `btrfs --format json qgroup show` prints, by id. */
export function parseGroups(json: string): Map<string, Group> {
  return new Map(Qgroups.parse(JSON.parse(json))["qgroup-show"].map((group) => [group.qgroupid, group]));
}

async function isSubvolume(path: string): Promise<boolean> {
  return (await stat(path)).ino === subvolumeInode;
}

async function told(run: Run, args: readonly string[]): Promise<void> {
  const { code, stderr } = await run("btrfs", args);
  if (code === 0) return;
  throw new Error(`btrfs ${args.slice(0, 2).join(" ")} failed: ${lastLines(stderr, 3).join("; ")}`);
}
