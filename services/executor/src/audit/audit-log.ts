import { join } from "node:path";
import type { Logger } from "@voxnix/daemon";
import { AuditFiles, type AuditOptions, type Found } from "./audit-files.ts";
import type { AuditLine, Change, Trouble } from "./entry.ts";
import { Marks } from "./marks.ts";

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

/** What was changed, by whom and with what result: a JSON line each, on disk before anybody is told of the result. */
export class AuditLog {
  readonly #files: AuditFiles;
  readonly #log: Logger;
  readonly #marks: Marks;
  #sequence: number;
  /** Operations whose end is on record from before a restart: settled again, they are not told again. */
  readonly #known: ReadonlySet<string>;
  #waiting: AuditLine[] = [];
  #writing: Promise<void> | undefined;
  /** Why the disk did not take the last lines; empty if it did. */
  trouble = "";

  private constructor({ files, lines, sequence }: Found, marks: Marks, log: Logger) {
    this.#files = files;
    this.#marks = marks;
    this.#log = log;
    this.#sequence = sequence;
    this.#known = new Set(lines.map(({ operation }) => operation).filter((operation) => operation !== ""));
  }

  /**
   * Opens the log. A last line that a crash cut off is closed, and a line of its own tells so; as do lines for the
   * changes that were under way.
   */
  static async open(folder: string, options: AuditOptions, log: Logger): Promise<AuditLog> {
    const found = await AuditFiles.open(folder, options, log);
    const audit = new AuditLog(found, new Marks(join(folder, "begun")), log);
    await audit.#tellCutOffLine(found.cutOffBytes);
    await audit.#tellCutOffChanges(new Set(found.lines.map(({ mark }) => mark)));
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
    for await (const line of this.#files.newestFirst()) {
      if (line.atMs < sinceMs) continue;
      if (owner !== undefined && line.owner !== owner) continue;
      found.push(line);
      if (found.length >= limit) break;
    }
    return found.reverse();
  }

  async close(): Promise<void> {
    await this.#writing;
    await this.#files.close();
  }

  async #tellCutOffLine(bytes: number): Promise<void> {
    if (bytes === 0) return;
    this.#log.error({ event: "audit-line-cut-off", bytes });
    const message = "The line before this one was cut off by a crash: its change is lost.";
    const repair = { role: "voxnix", action: "Audit.Repair", arguments: { bytes } } as const;
    await this.note(
      { ...repair, owner: "", container: "", operation: "" },
      { reason: "INTERRUPTED", message },
      Date.now(),
    );
  }

  async #tellCutOffChanges(told: ReadonlySet<string | undefined>): Promise<void> {
    for (const { id, atMs, ...change } of await this.#marks.left()) {
      const message = "The executor ended in the middle of it. Look whether it was done.";
      if (!told.has(id)) await this.note(change, { reason: "INTERRUPTED", message }, atMs, id);
      await this.#marks.remove(id);
    }
  }

  // Those who wait at the same time share one write and one sync.
  async #drain(): Promise<void> {
    for (let more = true; more; ) {
      const batch = [...this.#waiting];
      try {
        await this.#files.append(batch);
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
}
