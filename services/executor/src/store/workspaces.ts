import { existsSync } from "node:fs";
import { mkdir, rename, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { syncFolder, writeAtomically } from "./atomic.ts";
import type { ContainerRecord } from "./record.ts";

/** The folders that the workspace module keeps on the host, one per machine. */
export class Workspaces {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  path(machine: string): string {
    return join(this.#folder, machine);
  }

  exists(machine: string): boolean {
    return existsSync(this.path(machine));
  }

  /** Root's own and readable: the idmapped bind makes it the container's. */
  async make(machine: string): Promise<void> {
    await mkdir(this.path(machine), { recursive: true, mode: 0o755 });
  }

  /**
   * Puts a workspace into the trash with a note of whose it was; an empty one is simply removed.
   * Nothing happens if there is none.
   */
  async discard(record: ContainerRecord, nowMs: number): Promise<void> {
    const from = this.path(record.machine);
    try {
      await rmdir(from);
      return;
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code === "ENOENT") return;
      if (code !== "ENOTEMPTY") throw error;
    }
    const to = join(this.#folder, ".trash", `${record.machine}-${nowMs}`);
    const { name, owner, machine, workspace } = record;
    const note = { name, owner, machine, mountPoint: workspace, discardedMs: nowMs };
    await writeAtomically(`${to}.json`, `${JSON.stringify(note)}\n`);
    await rename(from, to);
    await syncFolder(this.#folder);
  }
}
