import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type OwnerId, VoxnixError } from "@voxnix/protocol";
import { copiesFolder } from "../storage/directory.ts";
import { openStorage, type Storage, type StorageOptions, type Usage } from "../storage/storage.ts";
import type { Run } from "../system/run.ts";
import type { ContainerRecord, Limits } from "./record.ts";
import type { Records } from "./records.ts";
import { type WorkspaceNote, WorkspaceNotes } from "./workspace-notes.ts";

export interface WorkspaceOptions extends StorageOptions {
  /** How long the trash is kept. */
  trashMs: number;
}

export async function openWorkspaces(options: WorkspaceOptions, run: Run): Promise<Workspaces> {
  const notes = new WorkspaceNotes(join(options.workspaces, copiesFolder));
  return new Workspaces(await openStorage(options, run), notes, options.trashMs);
}

/** The quota of each machine's tree: its record's, or the host's default while there is none. */
export function quotaFrom(records: Records, config: { limits: Limits }): (machine: string) => number {
  return (machine) => (records.byMachine(machine)?.limits ?? config.limits).diskBytes;
}

/**
 * The files of the workspace module on the host: one tree per machine, and copies in the trash and as snapshots.
 * The note of a copy is written before its files are moved and removed after they are gone, so that a crash
 * leaves no files that nobody knows the owner of.
 */
export class Workspaces {
  readonly storage: Storage;
  readonly #notes: WorkspaceNotes;
  readonly #trashMs: number;

  constructor(storage: Storage, notes: WorkspaceNotes, trashMs: number) {
    this.storage = storage;
    this.#notes = notes;
    this.#trashMs = trashMs;
  }

  path(machine: string): string {
    return this.storage.path(machine);
  }

  exists(machine: string): boolean {
    return existsSync(this.path(machine));
  }

  make(machine: string): Promise<void> {
    return this.storage.make(machine);
  }

  usage(): Promise<Map<string, Usage>> {
    return this.storage.usage();
  }

  /** The workspace of a container that goes: to the trash, and its snapshots' time begins to run. */
  async discard(record: ContainerRecord, nowMs: number): Promise<void> {
    await this.setAside(record, copyId("trash", nowMs), nowMs);
    for (const note of await this.copiesOf(record.owner, record.name)) {
      if (note.leavingMs === null) await this.#notes.save({ ...note, leavingMs: nowMs });
    }
  }

  /**
   * Puts a workspace into the trash as the copy of this id: an empty one as well, as its note is what the container
   * is made from again. Only that of a container that never came to be just goes if it is empty.
   */
  async setAside(record: ContainerRecord, id: string, nowMs: number): Promise<void> {
    const { machine } = record;
    if (!(await this.storage.has(machine))) return;
    if (record.stage === "creating" && (await this.storage.removeIfEmpty(machine))) return;
    await this.#notes.save({
      ...{ version: 1, id, kind: "trash", record, label: "" },
      ...{ madeMs: nowMs, leavingMs: nowMs },
    });
    await this.storage.putAside(machine, id);
  }

  /** @throws UNSUPPORTED */
  async snapshot(record: ContainerRecord, label: string, nowMs: number): Promise<WorkspaceNote> {
    const id = copyId("snap", nowMs);
    const note: WorkspaceNote = {
      ...{ version: 1, id, kind: "snapshot", record, label },
      ...{ madeMs: nowMs, leavingMs: null },
    };
    if (this.storage.canSnapshot) await this.#notes.save(note);
    await this.storage.snapshot(record.machine, id);
    return note;
  }

  /** Makes a copy a machine's workspace: one from the trash becomes it, a snapshot stays. @throws NOT_FOUND */
  async bringBack(id: string, record: ContainerRecord): Promise<void> {
    if (!(await this.storage.copies()).has(id)) {
      throw new VoxnixError("NOT_FOUND", `The copy ${id} of ${record.name}'s workspace is gone.`, {
        container: record.name,
      });
    }
    if (isSnapshot(id)) await this.storage.fromSnapshot(id, record.machine);
    else await this.storage.takeBack(id, record.machine);
  }

  /**
   * Undoes `bringBack`, as often as it is called. What was made from a snapshot goes to the trash, for the
   * container may have written into it.
   * @param asideId what the machine had before, if it had something: once that is back there is nothing to undo
   */
  async returnCopy(id: string, record: ContainerRecord, nowMs: number, asideId?: string): Promise<void> {
    if (!(await this.storage.has(record.machine))) return;
    const there = await this.storage.copies();
    if (!isSnapshot(id)) {
      if (!there.has(id)) await this.storage.putAside(record.machine, id);
    } else if (asideId === undefined || there.has(asideId)) {
      await this.setAside(record, copyId("trash", nowMs), nowMs);
    }
  }

  /** Undoes `setAside`, as often as it is called. */
  async putBack(id: string, { machine }: ContainerRecord): Promise<void> {
    if (await this.storage.has(machine)) return;
    if ((await this.storage.copies()).has(id)) await this.storage.takeBack(id, machine);
    // It was empty, and so was removed.
    else await this.storage.make(machine);
    await this.#notes.remove(id);
  }

  /** All copies that are there, newest first. */
  async copies(): Promise<WorkspaceNote[]> {
    const [notes, there] = await Promise.all([this.#notes.all(), this.storage.copies()]);
    return notes.filter(({ id }) => there.has(id));
  }

  /** Those of a container's name, whether it is there or was destroyed. */
  async copiesOf(owner: OwnerId, name: string): Promise<WorkspaceNote[]> {
    return (await this.copies()).filter(({ record }) => record.owner === owner && record.name === name);
  }

  /** Removes a copy for good. @throws IN_USE */
  async removeCopy(id: string): Promise<void> {
    await this.storage.removeCopy(id);
    await this.#notes.remove(id);
  }

  /** A copy was brought back for good: one from the trash is no copy any more, and snapshots are to stay. */
  async settleBack(id: string, { owner, name }: ContainerRecord): Promise<void> {
    if (!isSnapshot(id)) await this.#notes.remove(id);
    for (const note of await this.copiesOf(owner, name)) {
      if (note.kind === "snapshot") await this.#notes.save({ ...note, leavingMs: null });
    }
  }

  /** When a copy is deleted; Unix time in milliseconds, 0 for never. */
  expiresMs({ leavingMs }: WorkspaceNote): number {
    return leavingMs === null ? 0 : leavingMs + this.#trashMs;
  }

  /** Those whose time is over, oldest first, and notes whose files are gone. */
  async expired(nowMs: number): Promise<WorkspaceNote[]> {
    const there = await this.storage.copies();
    const over = (note: WorkspaceNote) => {
      const expiresMs = this.expiresMs(note);
      return expiresMs > 0 && expiresMs <= nowMs;
    };
    const forgotten = (note: WorkspaceNote) => !there.has(note.id) && note.madeMs < nowMs - graceMs;
    return (await this.#notes.all()).filter((note) => over(note) || forgotten(note)).reverse();
  }
}

function isSnapshot(id: string): boolean {
  return id.startsWith("snap-");
}

/** Between a note and its files lies a moment at most. */
const graceMs = 3_600_000;

/** E.g. "trash-0m3k9x2ab-7f3a": as text it sorts by time. */
export function copyId(kind: "trash" | "snap", nowMs: number): string {
  return `${kind}-${nowMs.toString(36).padStart(9, "0")}-${randomBytes(2).toString("hex")}`;
}
