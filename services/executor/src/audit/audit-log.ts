import { type FileHandle, mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "@voxnix/daemon";
import { readIfThere, syncFolder } from "../store/atomic.ts";
import { atWrite } from "../system/boundaries.ts";
import { type AuditLine, type Change, parseLine, type Trouble } from "./entry.ts";
import { keepChanges } from "./keep-changes.ts";
import { Marks } from "./marks.ts";

export interface AuditOptions {
  /** A file that would grow beyond this many bytes is put away and another one begun. */
  fileBytes: number;
  /** How many that were put away are kept. */
  filesKept: number;
}

/** The audit log of an executor's state. */
export function openAudit(
  config: { state: string; auditFileBytes: number; auditFilesKept: number },
  log: Logger,
): Promise<AuditLog> {
  const { state, auditFileBytes: fileBytes, auditFilesKept: filesKept } = config;
  return AuditLog.open(join(state, "audit"), { fileBytes, filesKept }, log);
}

/** Which lines to read. */
export interface AuditFilter {
  owner: string | undefined;
  /** Unix time in milliseconds. */
  sinceMs: number;
  /** The newest so many. */
  limit: number;
}

/** Writes down how a change that was begun has ended, and what it found out. */
export type End = (trouble: Trouble, atMs: number, found?: Record<string, unknown>) => Promise<void>;

/** Lines that wait for a disk that takes nothing; what comes beyond is in the journal alone. */
const mostWaiting = 1_000;

/**
 * What was changed, by whom and with what result: a JSON line each, on disk before anybody is told of the result.
 * `audit.jsonl` is only ever appended to; full, it becomes `audit-<number of its last line>.jsonl`. Of the oldest of
 * these, when there are too many, all but the commands is kept for longer in `audit-changes.jsonl`.
 */
export class AuditLog {
  readonly #folder: string;
  readonly #options: AuditOptions;
  readonly #log: Logger;
  #file: FileHandle;
  #size: number;
  /** Whether its last line has no end: the next one is to be a line of its own. */
  #torn: boolean;
  #sequence: number;
  /** Operations whose end is on record from before a restart: settled again, they are not told again. */
  readonly #known: ReadonlySet<string>;
  readonly #marks: Marks;
  #waiting: AuditLine[] = [];
  #writing: Promise<void> | undefined;
  /** Why the disk did not take the last lines; empty if it did. */
  trouble = "";

  private constructor(
    folder: string,
    options: AuditOptions,
    log: Logger,
    begun: { file: FileHandle; size: number; torn: boolean; sequence: number; known: ReadonlySet<string> },
  ) {
    this.#folder = folder;
    this.#marks = new Marks(join(folder, "begun"));
    this.#options = options;
    this.#log = log;
    this.#file = begun.file;
    this.#size = begun.size;
    this.#torn = begun.torn;
    this.#sequence = begun.sequence;
    this.#known = begun.known;
  }

  /**
   * Opens the log. A last line that a crash cut off is closed, and a line of its own tells so; as do lines for the
   * changes that were under way.
   */
  static async open(folder: string, options: AuditOptions, log: Logger): Promise<AuditLog> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, current);
    const text = (await readIfThere(path)) ?? "";
    const cut = text.slice(text.lastIndexOf("\n") + 1);
    const lines = text.split("\n").flatMap((line) => parseLine(line) ?? []);
    const [newest = ""] = (await putAway(folder)).reverse();
    const file = await open(path, "a", 0o600);
    await syncFolder(folder);
    const audit = new AuditLog(folder, options, log, {
      file,
      size: Buffer.byteLength(text),
      torn: cut !== "",
      sequence: lines.at(-1)?.sequence ?? lastSequence(newest),
      known: new Set(lines.map(({ operation }) => operation).filter((operation) => operation !== "")),
    });
    // One that lost nothing but its line feed is whole.
    if (cut !== "" && parseLine(cut) === undefined) {
      log.error({ event: "audit-line-cut-off", file: path, bytes: Buffer.byteLength(cut) });
      const change = {
        role: "voxnix",
        owner: "",
        action: "Audit.Repair",
        container: "",
        operation: "",
      } as const;
      await audit.note(
        { ...change, arguments: { bytes: Buffer.byteLength(cut) } },
        {
          reason: "INTERRUPTED",
          message: "The line before this one was cut off by a crash: its change is lost.",
        },
        Date.now(),
      );
    }
    await audit.#tellCutOff(new Set(lines.map(({ mark }) => mark)));
    return audit;
  }

  /**
   * Marks a change that is no operation, so that it is told even if the executor ends in the middle of it. Never
   * throws: what makes room on a full disk must not need any.
   * @param synced whether the mark is on disk before the change; else it outlasts the executor, not the host
   */
  async begin(change: Change, atMs: number, synced: boolean): Promise<End> {
    const mark = await this.#marks.make(change, atMs, synced).catch((err) => {
      this.#log.error({ event: "audit-mark-failed", action: change.action, err });
      return undefined;
    });
    return async (trouble, endedMs, found) => {
      const told = { ...change, arguments: { ...change.arguments, ...found } };
      await this.note(told, trouble, endedMs, mark);
      if (mark === undefined) return;
      // Left behind it is seen to be told already.
      await this.#marks.remove(mark).catch(() => undefined);
    };
  }

  async #tellCutOff(told: ReadonlySet<string | undefined>): Promise<void> {
    for (const { id, atMs, ...change } of await this.#marks.left()) {
      const message = "The executor ended in the middle of it. Look whether it was done.";
      if (!told.has(id)) await this.note(change, { reason: "INTERRUPTED", message }, atMs, id);
      await this.#marks.remove(id);
    }
  }

  /**
   * Writes down how a change ended. Never throws: on a full disk the line waits for the next one, and
   * `trouble` says why.
   */
  async note(change: Change, trouble: Trouble, atMs: number, mark?: string): Promise<void> {
    if (change.operation !== "" && this.#known.has(change.operation)) return;
    const result = trouble === undefined ? "done" : "failed";
    const told = trouble && { reason: trouble.reason, message: trouble.message.slice(0, 500) };
    const line = { atMs, ...change, result, ...told, ...(mark === undefined ? {} : { mark }) } as const;
    if (this.#waiting.length >= mostWaiting) {
      this.#log.error({ event: "audit-line-lost", ...line });
      return;
    }
    this.#waiting.push({ sequence: ++this.#sequence, ...line });
    this.#writing ??= this.#drain();
    await this.#writing;
  }

  /** Oldest first. What cannot be read is left out; `Audit.Repair` tells of it. */
  async read({ owner, sinceMs, limit }: AuditFilter): Promise<AuditLine[]> {
    await this.#writing;
    const found: AuditLine[] = [];
    for (const file of [current, ...(await putAway(this.#folder)).reverse(), changes]) {
      // Between the list and now it can have been put away for good.
      const lines = ((await readIfThere(join(this.#folder, file))) ?? "").split("\n").reverse();
      for (const line of lines) {
        const read = parseLine(line);
        if (read === undefined || read.sequence >= (found.at(-1)?.sequence ?? Number.POSITIVE_INFINITY))
          continue;
        if (read.atMs < sinceMs) continue;
        if (owner !== undefined && read.owner !== owner) continue;
        found.push(read);
        if (found.length >= limit) return found.reverse();
      }
    }
    return found.reverse();
  }

  async close(): Promise<void> {
    await this.#writing;
    await this.#file.close();
  }

  // Those who wait at the same time share one write and one sync.
  async #drain(): Promise<void> {
    for (let more = true; more; ) {
      const batch = [...this.#waiting];
      try {
        await this.#write(batch);
        this.#waiting = this.#waiting.slice(batch.length);
        this.trouble = "";
        more = this.#waiting.length > 0;
      } catch (err) {
        this.trouble = err instanceof Error ? err.message : String(err);
        this.#log.error({ event: "audit-failed", waiting: this.#waiting.length, err });
        more = false;
      }
    }
    this.#writing = undefined;
  }

  async #write(batch: readonly AuditLine[]): Promise<void> {
    const lines = batch.map((line) => `${JSON.stringify(line)}\n`).join("");
    if (this.#size > 0 && this.#size + Buffer.byteLength(lines) > this.#options.fileBytes)
      await this.#rotate(batch);
    const text = Buffer.from(this.#torn ? `\n${lines}` : lines);
    const path = join(this.#folder, current);
    try {
      atWrite(path, "before");
      await this.#file.appendFile(text);
      await this.#file.datasync();
      atWrite(path, "after");
    } catch (error) {
      // What a full disk took of it would stand there twice when it is written again.
      await this.#file.truncate(this.#size);
      throw error;
    }
    this.#size += text.length;
    this.#torn = false;
  }

  async #rotate(next: readonly AuditLine[]): Promise<void> {
    const last = (next[0]?.sequence ?? this.#sequence + 1) - 1;
    await rename(join(this.#folder, current), join(this.#folder, nameOf(last))).catch((error) => {
      // Renamed before, when no new one could be opened.
      if (error.code !== "ENOENT") throw error;
    });
    const full = this.#file;
    this.#file = await open(join(this.#folder, current), "a", 0o600);
    this.#size = 0;
    this.#torn = false;
    await full.close();
    const old = (await putAway(this.#folder)).slice(0, -this.#options.filesKept || undefined);
    for (const file of old) {
      const path = join(this.#folder, file);
      await keepChanges(path, join(this.#folder, changes), this.#options.fileBytes)
        // On a full disk what is new matters more.
        .catch((err) => this.#log.error({ event: "audit-changes-lost", file, err }));
      await rm(path, { force: true });
    }
    await syncFolder(this.#folder);
  }
}

const current = "audit.jsonl";
/** What is left of files that are no more. */
const changes = "audit-changes.jsonl";
// Padded, so that the names sort as the numbers do.
const nameOf = (last: number) => `audit-${String(last).padStart(12, "0")}.jsonl`;
const lastSequence = (file: string) => Number(/^audit-(\d+)\.jsonl$/.exec(file)?.[1] ?? 0);

// The files that are full, oldest first.
async function putAway(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((file) => /^audit-\d{12,}\.jsonl$/.test(file)).sort();
}
