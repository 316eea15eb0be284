import { existsSync } from "node:fs";
import { join } from "node:path";
import { isOnBtrfs, type Subvolumes, subvolumesIn } from "../storage/subvolumes.ts";
import { removeTree } from "../system/remove-tree.ts";
import type { Run } from "../system/run.ts";

/** With less than this a system cannot be: its journal alone begins with some ten. */
const leastBytes = 256 * 2 ** 20;

/** What machines have of their own beside a workspace: /etc, /var, /home. */
export interface RootTrees {
  /** Makes a machine's tree with a limit of that many bytes, 0 for none, where the file system has limits; elsewhere its start makes a folder. */
  make(machine: string, bytes: number): Promise<void>;
  /** Changes the limit of a tree that was made so. */
  limit(machine: string, bytes: number): Promise<void>;
  /** Removes a tree, wherever it was moved to in that folder. */
  remove(tree: string): Promise<void>;
}

/** @param folder of all root trees */
export function rootTreesIn(folder: string, run: Run, isLimiting = isOnBtrfs): RootTrees {
  const subvolumes = subvolumesIn(folder, run);
  // Asked each time: its disk may be mounted later than the executor starts.
  const limiting = async (): Promise<Subvolumes | undefined> =>
    existsSync(folder) && (await isLimiting(folder)) ? subvolumes : undefined;
  return {
    async make(machine, bytes) {
      const tree = join(folder, machine);
      if (existsSync(tree)) return;
      const made = await limiting();
      await made?.make(tree);
      if (bytes > 0) await made?.limit(tree, enough(bytes));
    },
    limit: async (machine, bytes) => (await limiting())?.limit(join(folder, machine), enough(bytes)),
    remove: async (tree) => ((await limiting()) ?? plain(run)).remove(tree),
  };
}

const enough = (bytes: number) => (bytes > 0 ? Math.max(bytes, leastBytes) : 0);
const plain = (run: Run) => ({ remove: (tree: string) => removeTree(tree, run) });
