import { randomBytes } from "node:crypto";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { readIfThere, syncFolder, writeAtomically } from "../store/atomic.ts";
import { Change } from "./entry.ts";

const Mark = z.object({ id: z.string(), atMs: z.number().int(), ...Change.shape });
export type Mark = z.infer<typeof Mark>;

/**
 * Changes that are under way and no operations, a file each: what the journal is to operations. One that is there
 * at start was cut off.
 */
export class Marks {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * @param synced whether it outlasts a power cut too. One that is made for every command in a container must not
   *   cost a write to the disk: there the end of the process is what it is for.
   */
  async make(change: Change, atMs: number, synced: boolean): Promise<string> {
    const id = randomBytes(8).toString("hex");
    const text = JSON.stringify({ id, atMs, ...change } satisfies Mark);
    if (synced) await writeAtomically(this.#path(id), text);
    else await writeFile(this.#path(id), text, { mode: 0o600 });
    return id;
  }

  async remove(id: string): Promise<void> {
    await rm(this.#path(id), { force: true });
  }

  /** What an executor before this one left, oldest first; the folder is empty afterwards but for them. */
  async left(): Promise<Mark[]> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await syncFolder(this.#folder);
    const files = await readdir(this.#folder);
    const read = await Promise.all(
      files.filter((file) => file.endsWith(".json")).map((file) => this.#read(file)),
    );
    return read.filter((mark) => mark !== undefined).sort((a, b) => a.atMs - b.atMs);
  }

  async #read(file: string): Promise<Mark | undefined> {
    const path = join(this.#folder, file);
    try {
      return Mark.parse(JSON.parse((await readIfThere(path)) ?? ""));
    } catch {
      // Cut off while it was written: nothing had been begun yet.
      await rm(path, { force: true });
      return undefined;
    }
  }

  #path(id: string): string {
    return join(this.#folder, `${id}.json`);
  }
}
