import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { readIfThere, syncFolder, writeAtomically } from "./atomic.ts";
import { ContainerRecord } from "./record.ts";

export const CopyId = z.string().regex(/^(trash|snap)-[a-z0-9]{1,12}-[a-z0-9]{1,12}$/, {
  error: "must be the id of a copy, such as trash-0m3k9x2ab-7f3a",
});

/** What is known of a copy of a workspace beside its files: the text of its `<id>.json`. */
export const WorkspaceNote = z.object({
  version: z.literal(1),
  id: CopyId,
  kind: z.enum(["trash", "snapshot"]),
  /** The container as it was: whose it is, and what to create it from again. */
  record: ContainerRecord,
  /** What its maker called it; empty for the trash. */
  label: z.string(),
  /** Unix time in milliseconds. */
  madeMs: z.number().int(),
  /** From when on its time runs; null for as long as its container is there. Unix time in milliseconds. */
  leavingMs: z.number().int().nullable(),
  /** For how long an executor has seen its time to be over. A clock may be wrong, and set right again. */
  overdueMs: z.number().default(0),
  /** Its files are being removed: what is left of them is no copy of anything any more. */
  going: z.boolean().default(false),
});
export type WorkspaceNote = z.infer<typeof WorkspaceNote>;

/** The notes of all copies, a file each. What cannot be read as one is left for a person. */
export class WorkspaceNotes {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Newest first. */
  async all(): Promise<WorkspaceNote[]> {
    const files = await readdir(this.#folder).catch(() => []);
    const read = files.filter((file) => file.endsWith(".json")).map((file) => this.#read(file));
    const notes = (await Promise.all(read)).filter((note) => note !== undefined);
    return notes.sort((a, b) => b.madeMs - a.madeMs || b.id.localeCompare(a.id));
  }

  async save(note: WorkspaceNote): Promise<void> {
    await writeAtomically(this.#path(note.id), `${JSON.stringify(note, null, 2)}\n`);
  }

  async remove(id: string): Promise<void> {
    await rm(this.#path(id), { force: true });
    await syncFolder(this.#folder);
  }

  #path(id: string): string {
    return join(this.#folder, `${id}.json`);
  }

  async #read(file: string): Promise<WorkspaceNote | undefined> {
    try {
      const text = await readIfThere(join(this.#folder, file));
      return text === undefined ? undefined : WorkspaceNote.parse(JSON.parse(text));
    } catch {
      return undefined;
    }
  }
}
