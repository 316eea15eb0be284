import { join } from "node:path";
import { VoxnixError } from "@voxnix/protocol";
import { lastLines, type Run } from "../system/run.ts";
import type { Storage, StorageOptions } from "./storage.ts";

/**
 * A dataset below the given one for each tree, and for each one put aside; their mount points are inherited from
 * it. Not tried on a real pool: zfs.test.ts holds it to the command line that zfs(8) and its pages describe.
 *
 * A dataset takes its snapshots along wherever it goes. One that is made from a snapshot is a clone, which hangs
 * on the snapshot; `zfs promote` turns that around, and the snapshot then belongs to the clone.
 */
export function zfsStorage({ workspaces, quotaOf, zfsDataset: root }: StorageOptions, run: Run): Storage {
  const named = (name: string) => `${root}/${name}`;
  const zfs = (...args: string[]) => told(run, args);
  const list = async () => parseList(await zfs("list", ...listFlags, root));
  const find = async (name: string) => (await list()).find((entry) => entry.name === name);
  const findSnapshot = async (copy: string) =>
    (await list()).find((entry) => entry.name.endsWith(`@${copy}`) && !entry.leaving);
  const quota = (machine: string) => {
    const bytes = quotaOf(machine);
    return bytes > 0 ? ["-o", `quota=${bytes}`] : [];
  };

  const move = async (from: string, to: string) => {
    if ((await find(named(from))) !== undefined) await zfs("rename", named(from), named(to));
  };
  const destroy = async (name: string) => {
    // What hangs on one of its snapshots takes that over, and the older ones with it.
    for (let clone = heir(await list(), name); clone !== undefined; clone = heir(await list(), name)) {
      await zfs("promote", clone);
    }
    const all = await list();
    const snapshots = all.filter((entry) => entry.name.startsWith(`${name}@`));
    if (snapshots.length > 0) throw holdsSnapshots(snapshots.map((entry) => entry.name.split("@")[1] ?? ""));
    if (all.some((entry) => entry.name === name)) await zfs("destroy", name);
  };

  return {
    kind: "zfs",
    canSnapshot: true,
    canLimit: true,
    async limit(machine, bytes) {
      if ((await find(named(machine))) === undefined) return;
      await zfs("set", `quota=${bytes > 0 ? bytes : "none"}`, named(machine));
    },
    path: (machine) => join(workspaces, machine),
    has: async (machine) => (await find(named(machine))) !== undefined,
    machines: async () =>
      (await list())
        .filter(({ name }) => name.startsWith(`${root}/`) && !name.includes("@"))
        .map(({ name }) => lastPart(name))
        .filter((name) => !/^(trash|snap)-[a-z0-9]+-[a-z0-9]+$/.test(name)),
    async make(machine) {
      if ((await find(named(machine))) === undefined) await zfs("create", ...quota(machine), named(machine));
    },
    // Whether a mount of the host's is seen in here is not sure enough to call a tree empty.
    removeIfEmpty: async (machine) => (await find(named(machine))) === undefined,
    putAside: (machine, copy) => move(machine, copy),
    takeBack: (copy, machine) => move(copy, machine),
    async snapshot(machine, copy) {
      if ((await findSnapshot(copy)) === undefined) await zfs("snapshot", `${named(machine)}@${copy}`);
    },
    async fromSnapshot(copy, machine) {
      const origin = await findSnapshot(copy);
      if ((await find(named(machine))) === undefined && origin !== undefined) {
        await zfs("clone", ...quota(machine), origin.name, named(machine));
      }
      // So that the snapshots belong to the live one again.
      if ((await find(named(machine)))?.isClone) await zfs("promote", named(machine));
    },
    copies: async () =>
      new Set((await list()).filter(({ leaving }) => !leaving).map(({ name }) => lastPart(name))),
    async removeCopy(copy) {
      const snapshot = await findSnapshot(copy);
      // Deferred: while a clone hangs on it, it only leaves the list.
      if (snapshot !== undefined) await zfs("destroy", "-d", snapshot.name);
      else await destroy(named(copy));
    },
    usage: async () =>
      new Map(
        (await list()).map(({ name, usedBytes, quotaBytes: most }) => [
          lastPart(name),
          { usedBytes, quotaBytes: most },
        ]),
      ),
  };
}

const listFlags = [
  ...["-H", "-p", "-r", "-t", "filesystem,snapshot"],
  ...["-o", "name,used,quota,origin,clones,defer_destroy"],
];

interface Entry {
  /** E.g. "tank/workspaces/dev" or "tank/workspaces/dev@snap-0m3k9x2ab-11c0". */
  name: string;
  usedBytes: number;
  quotaBytes: number;
  isClone: boolean;
  /** Of a snapshot: the datasets that hang on it. */
  clones: string[];
  /** Of a snapshot: goes as soon as nothing hangs on it. */
  leaving: boolean;
}

function parseList(text: string): Entry[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [name = "", used = "", quota = "", origin = "-", clones = "-", defer = "-"] = line.split("\t");
      return {
        name,
        usedBytes: Number(used) || 0,
        quotaBytes: Number(quota) || 0,
        isClone: origin !== "-" && origin !== "",
        clones: clones === "-" ? [] : clones.split(",").filter((clone) => clone !== ""),
        leaving: defer === "on",
      };
    });
}

// The machine or the copy that a dataset or a snapshot is named after.
function lastPart(name: string): string {
  return name.split(/[/@]/).at(-1) ?? "";
}

function heir(entries: readonly Entry[], dataset: string): string | undefined {
  // Promoting the clone of the newest one takes all older snapshots along.
  return entries.findLast((entry) => entry.name.startsWith(`${dataset}@`) && entry.clones.length > 0)
    ?.clones[0];
}

function holdsSnapshots(known: string[]): VoxnixError {
  return new VoxnixError(
    "IN_USE",
    `Snapshots belong to it that would be lost with it: ${known.join(", ")}. Discard these first.`,
    { known },
  );
}

// Mounts that are made inside of the executor's own unit do not reach the host, and it sees no /dev/zfs.
async function told(run: Run, args: readonly string[]): Promise<string> {
  const unit = ["--wait", "--pipe", "--collect", "--quiet", "--service-type=exec", "--", "zfs", ...args];
  const { code, stdout, stderr } = await run("systemd-run", unit);
  if (code === 0) return stdout;
  throw new Error(`zfs ${args[0]} failed: ${lastLines(stderr, 3).join("; ")}`);
}
