import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type OwnerId, VoxnixError } from "@voxnix/protocol";
import { copiesFolder } from "../storage/directory.ts";
import { openStorage } from "../storage/open.ts";
import type { Storage, StorageOptions, Usage } from "../storage/storage.ts";
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
  /** Copies that are being removed right now. */
  readonly #going = new Set<string>();

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
      ...{ madeMs: nowMs, leavingMs: nowMs, overdueMs: 0, going: false },
    });
    await this.storage.putAside(machine, id);
  }

  /** @throws UNSUPPORTED */
  async snapshot(record: ContainerRecord, label: string, nowMs: number): Promise<WorkspaceNote> {
    const id = copyId("snap", nowMs);
    const note: WorkspaceNote = {
      ...{ version: 1, id, kind: "snapshot", record, label },
      ...{ madeMs: nowMs, leavingMs: null, overdueMs: 0, going: false },
    };
    if (this.storage.canSnapshot) await this.#notes.save(note);
    await this.storage.snapshot(record.machine, id);
    return note;
  }

  /** Makes a copy a machine's workspace: one from the trash becomes it, a snapshot stays. @throws NOT_FOUND */
  async bringBack(id: string, record: ContainerRecord): Promise<void> {
    const copies = await this.copies();
    if (!copies.some((note) => note.id === id)) {
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
    return notes.filter(({ id, going }) => there.has(id) && !going && !this.#going.has(id));
  }

  /** The ids of all notes, also of copies that are on their way. */
  async noted(): Promise<Set<string>> {
    return new Set((await this.#notes.all()).map(({ id }) => id));
  }

  /** Those of a container's name, whether it is there or was destroyed. */
  async copiesOf(owner: OwnerId, name: string): Promise<WorkspaceNote[]> {
    return (await this.copies()).filter(({ record }) => record.owner === owner && record.name === name);
  }

  /** Removes a copy for good. From the first moment on nobody can bring half of it back. @throws IN_USE */
  async removeCopy(id: string): Promise<void> {
    this.#going.add(id);
    try {
      const note = (await this.#notes.all()).find((one) => one.id === id);
      // On a full disk there may be no room for that, and removing makes some.
      if (note !== undefined) await this.#notes.save({ ...note, going: true }).catch(() => undefined);
      await this.storage.removeCopy(id);
      await this.#notes.remove(id);
    } finally {
      this.#going.delete(id);
    }
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

  /**
   * What is to be removed: copies whose time has been over for a day that an executor saw pass, removals that were cut
   * off, and notes without files. Oldest first.
   * @param elapsedMs since the last time that it was asked, by a clock that nobody sets
   * @param busy whether something is under way that may be making or moving that copy
   * @param stays whether its time does not run
   */
  async expired(
    nowMs: number,
    elapsedMs: number,
    busy: (note: WorkspaceNote) => boolean,
    stays: (note: WorkspaceNote) => boolean,
  ): Promise<WorkspaceNote[]> {
    // In this order: what is not busy any more has its files in their place by the time that they are looked for.
    const notes = (await this.#notes.all()).filter((note) => !busy(note));
    const there = await this.storage.copies();
    const expired: WorkspaceNote[] = [];
    for (const note of notes.reverse()) {
      const over = async () => !stays(note) && (await this.#overdue(note, nowMs, elapsedMs));
      if (note.going || !there.has(note.id) || (await over())) expired.push(note);
    }
    return expired;
  }

  async #overdue(note: WorkspaceNote, nowMs: number, elapsedMs: number): Promise<boolean> {
    const expiresMs = this.expiresMs(note);
    const over = expiresMs > 0 && expiresMs <= nowMs;
    const overdueMs = over ? note.overdueMs + elapsedMs : 0;
    if (overdueMs !== note.overdueMs) await this.#notes.save({ ...note, overdueMs });
    return over && overdueMs >= Math.min(overdueLimitMs, this.#trashMs);
  }
}

function isSnapshot(id: string): boolean {
  return id.startsWith("snap-");
}

/** A clock that is wrong by weeks is put right within a day, or it is right. */
const overdueLimitMs = 86_400_000;

/** E.g. "trash-0m3k9x2ab-7f3a": as text it sorts by time. */
export function copyId(kind: "trash" | "snap", nowMs: number): string {
  return `${kind}-${nowMs.toString(36).padStart(9, "0")}-${randomBytes(2).toString("hex")}`;
}
