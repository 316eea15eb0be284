import { randomBytes } from "node:crypto";
import { lstatSync, mkdirSync, renameSync, rmdirSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { syncFolder } from "../store/atomic.ts";
import type { Run } from "../system/run.ts";
import type { RootTrees } from "./root-trees.ts";

/** Below the folder of all roots, and so on the same disk. No machine has a dot in its name. */
const folderName = ".voxnix-rubbish";
const soonMs = 200;

/**
 * Removes trees without anybody waiting for it: a tree is renamed away at once, and its files go when there is time.
 * What lies in that folder is of no use to anybody, so nothing has to be written down for a crash: the next executor
 * goes on with it.
 */
export class Rubbish {
  readonly #folder: string;
  readonly #trees: Pick<RootTrees, "remove">;
  readonly #run: Run;
  readonly #failed: (error: unknown) => void;
  #clearing: Promise<void> = Promise.resolve();

  /** @param roots where the roots of all machines are */
  constructor(roots: string, trees: Pick<RootTrees, "remove">, run: Run, failed: (error: unknown) => void) {
    this.#folder = join(roots, folderName);
    this.#trees = trees;
    this.#run = run;
    this.#failed = failed;
  }

  /** Takes a tree away from where it is; nothing happens if it is not there. */
  async take(path: string): Promise<void> {
    const place = join(this.#folder, `${basename(path)}-${randomBytes(6).toString("hex")}`);
    try {
      if (!isThere(path)) return;
      // In one go, so that nobody who clears up takes the folder away in between.
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      renameSync(path, place);
    } catch {
      // A disk of its own, say, or one that is full.
      return this.#remove(path);
    }
    // Back in its place after a power cut, it would be in the way of the next one of that name.
    await syncFolder(dirname(path));
    setTimeout(() => void this.clear(), soonMs).unref();
  }

  /** Removes all that was taken, one tree after the other. */
  clear(): Promise<void> {
    this.#clearing = this.#clearing
      .then(async () => {
        for (const name of await readdir(this.#folder).catch(() => [])) {
          await this.#remove(join(this.#folder, name));
        }
        removeIfEmpty(this.#folder);
      })
      .catch(this.#failed);
    return this.#clearing;
  }

  async #remove(tree: string): Promise<void> {
    // NixOS makes /var/empty immutable. Links in its place would lead out into the host.
    const empty = join(tree, "var/empty");
    if (isFolder(dirname(empty)) && isFolder(empty)) {
      await this.#run("chattr", ["-i", "--", empty], { timeoutMs: 10_000 });
    }
    await this.#trees.remove(tree);
  }
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Something was taken in between.
  }
}

const isThere = (path: string) => lstatSync(path, { throwIfNoEntry: false }) !== undefined;
const isFolder = (path: string) => lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
