import { type FileHandle, mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "@voxnix/daemon";
import { readIfThere, syncFolder } from "../store/atomic.ts";
import { atWrite } from "../system/boundaries.ts";
import { type AuditLine, parseLine } from "./entry.ts";
import { keepChanges } from "./keep-changes.ts";

export interface AuditOptions {
  /** A file that would grow beyond this many bytes is put away and another one begun. */
  fileBytes: number;
  /** How many that were put away are kept. */
  filesKept: number;
}

/** What was found when the files were opened. */
export interface Found {
  files: AuditFiles;
  /** The lines of the file that is written to. */
  lines: AuditLine[];
  /** The number of the last line of all. */
  sequence: number;
  /** How many bytes of a line are at the end that a crash cut off. */
  cutOffBytes: number;
}

const current = "audit.jsonl";
/** What is left of files that are no more. */
const changes = "audit-changes.jsonl";

/**
 * The audit log on disk. `audit.jsonl` is only ever appended to; full, it becomes `audit-<number of its last
 * line>.jsonl`. Of the oldest of these, when there are too many, all but the commands is kept for longer in
 * `audit-changes.jsonl`.
 */
export class AuditFiles {
  readonly #folder: string;
  readonly #options: AuditOptions;
  readonly #log: Logger;
  #file: FileHandle;
  #size: number;
  /** Whether its last line has no end: the next one is to be a line of its own. */
  #torn: boolean;

  private constructor(
    folder: string,
    options: AuditOptions,
    log: Logger,
    begun: { file: FileHandle; size: number; torn: boolean },
  ) {
    this.#folder = folder;
    this.#options = options;
    this.#log = log;
    this.#file = begun.file;
    this.#size = begun.size;
    this.#torn = begun.torn;
  }

  static async open(folder: string, options: AuditOptions, log: Logger): Promise<Found> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, current);
    const text = (await readIfThere(path)) ?? "";
    const cut = text.slice(text.lastIndexOf("\n") + 1);
    const lines = text.split("\n").flatMap((line) => parseLine(line) ?? []);
    const newest = (await putAway(folder)).at(-1) ?? "";
    const file = await open(path, "a", 0o600);
    await syncFolder(folder);
    const begun = { file, size: Buffer.byteLength(text), torn: cut !== "" };
    return {
      files: new AuditFiles(folder, options, log, begun),
      lines,
      sequence: lines.at(-1)?.sequence ?? lastSequence(newest),
      // One that lost nothing but its line feed is whole.
      cutOffBytes: parseLine(cut) === undefined ? Buffer.byteLength(cut) : 0,
    };
  }

  /** On disk when it resolves; if it fails, none of them is. */
  async append(batch: readonly AuditLine[]): Promise<void> {
    const lines = batch.map((line) => `${JSON.stringify(line)}\n`).join("");
    if (this.#size > 0 && this.#size + Buffer.byteLength(lines) > this.#options.fileBytes) {
      await this.#rotate((batch[0]?.sequence ?? 1) - 1);
    }
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

  /** All lines of all files. What cannot be read is left out. */
  async *newestFirst(): AsyncGenerator<AuditLine> {
    let last = Number.POSITIVE_INFINITY;
    for (const file of [current, ...(await putAway(this.#folder)).reverse(), changes]) {
      // Between the list and now it can have been put away for good.
      const lines = ((await readIfThere(join(this.#folder, file))) ?? "").split("\n").reverse();
      for (const line of lines) {
        const read = parseLine(line);
        // Killed while files are put away, a line can be in two of them.
        if (read === undefined || read.sequence >= last) continue;
        last = read.sequence;
        yield read;
      }
    }
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  async #rotate(last: number): Promise<void> {
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

// Padded, so that the names sort as the numbers do.
const nameOf = (last: number) => `audit-${String(last).padStart(12, "0")}.jsonl`;
const lastSequence = (file: string) => Number(/^audit-(\d+)\.jsonl$/.exec(file)?.[1] ?? 0);

// The files that are full, oldest first.
async function putAway(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((file) => /^audit-\d{12,}\.jsonl$/.test(file)).sort();
}
