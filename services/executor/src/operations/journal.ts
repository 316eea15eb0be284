import { type FileHandle, mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import { isReason } from "@voxnix/protocol";
import { z } from "zod";
import { Actor } from "../audit/entry.ts";
import { ImageInfo } from "../composer/image-index.ts";
import { readIfThere, writeAtomically } from "../store/atomic.ts";
import { ContainerRecord, Difference } from "../store/record.ts";
import { atWrite } from "../system/boundaries.ts";
import type { Plan } from "./operation.ts";
import { Task } from "./task.ts";

const Ended = z.discriminatedUnion("result", [
  z.object({
    result: z.literal("done"),
    /** Null where no container was concerned. */
    record: ContainerRecord.nullable(),
    state: z.enum(["RUNNING", "STOPPED", "STARTING", "STOPPING", "BROKEN", "MISSING"]),
    sinceMs: z.number(),
    trouble: z.string(),
    changes: Difference.nullable().default(null),
    image: ImageInfo.nullable().default(null),
  }),
  z.object({
    result: z.literal("failed"),
    reason: z.custom<string>().refine(isReason),
    message: z.string(),
    lines: z.array(z.string()),
  }),
]);
export type Outcome = z.infer<typeof Ended>;

const Begin = z
  .object({
    entry: z.literal("begin"),
    operation: z.string(),
    requestId: z.string(),
    fingerprint: z.string(),
    /** Not said by entries from before there was an audit log. */
    role: Actor.default("voxnix"),
    atMs: z.number(),
  })
  .and(Task);
const Later = z.discriminatedUnion("entry", [
  z.object({ entry: z.literal("step"), operation: z.string(), step: z.string(), atMs: z.number() }),
  z.object({ entry: z.literal("undo"), operation: z.string(), step: z.string(), atMs: z.number() }),
  z.object({ entry: z.literal("end"), operation: z.string(), outcome: Ended, atMs: z.number() }),
]);
const Entry = z.union([Later, Begin]);
type Entry = z.infer<typeof Entry>;

/** An operation as the journal tells it. */
export interface JournalledOperation {
  plan: Plan;
  /** Begun and not undone, in order. */
  steps: string[];
  /** Whether it was failed or cancelled, and undoing had begun. */
  undoing: boolean;
  end?: { outcome: Outcome; atMs: number };
}

/**
 * What was begun and how it ended: one JSON line each, on disk before the side effect that it speaks
 * of. At start it is read and shortened to what is still of use.
 */
export class Journal {
  readonly #path: string;
  readonly #remember: number;
  readonly #operations: Map<string, JournalledOperation>;
  #file: FileHandle;
  #size = 0;
  #queue: { entry: Entry; written: PromiseWithResolvers<void> }[] = [];
  #writing: Promise<void> | undefined;
  /** Lines that could not be read when it was opened, other than a last one that was cut off. */
  readonly unreadable: number;

  private constructor(
    path: string,
    remember: number,
    file: FileHandle,
    read: ReturnType<typeof readEntries>,
  ) {
    this.#path = path;
    this.#remember = remember;
    this.#file = file;
    this.#operations = read.operations;
    this.unreadable = read.unreadable;
  }

  /** @param remember how many ended operations stay in it */
  static async open(path: string, remember: number): Promise<Journal> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const text = (await readIfThere(path)) ?? "";
    const read = readEntries(text);
    const journal = new Journal(path, remember, await open(path, "a", 0o600), read);
    // What cannot be read is kept for a person to look at; where there is no room for that, in its place.
    const kept = read.unreadable === 0 || (await written(`${path}.unreadable`, text));
    if (kept) await journal.#shorten();
    return journal;
  }

  get path(): string {
    return this.#path;
  }

  /** The operations under way and the last ended ones, oldest first. */
  operations(): JournalledOperation[] {
    return [...this.#operations.values()];
  }

  begin(plan: Plan): Promise<void> {
    return this.#append(toBegin(plan));
  }

  note(operation: string, entry: "step" | "undo", step: string): Promise<void> {
    return this.#append({ entry, operation, step, atMs: Date.now() });
  }

  end(operation: string, outcome: Outcome, atMs: number): Promise<void> {
    return this.#append({ entry: "end", operation, outcome, atMs });
  }

  /** Whether the disk still takes it. @throws if not */
  check(): Promise<void> {
    return this.#file.datasync();
  }

  async close(): Promise<void> {
    await this.#writing;
    await this.#file.close();
  }

  #append(entry: Entry): Promise<void> {
    const written = Promise.withResolvers<void>();
    this.#queue.push({ entry, written });
    this.#writing ??= this.#drain();
    return written.promise;
  }

  // Those who wait at the same time share one write and one sync.
  async #drain(): Promise<void> {
    while (this.#queue.length > 0) await this.#write(this.#queue.splice(0));
    // In the same turn as the look at the queue: whoever appends from here on drains it himself.
    this.#writing = undefined;
  }

  async #write(batch: { entry: Entry; written: PromiseWithResolvers<void> }[]): Promise<void> {
    const text = batch.map(({ entry }) => toLine(entry)).join("");
    try {
      atWrite(this.#path, "before");
      await this.#file.appendFile(text);
      await this.#file.datasync();
      atWrite(this.#path, "after");
      for (const { entry } of batch) take(this.#operations, entry);
      this.#size += text.length;
      if (this.#size > longest) await this.#shorten();
      for (const { written } of batch) written.resolve();
    } catch (error) {
      for (const { written } of batch) written.reject(error);
    }
  }

  // Writes it anew with what is still of use: all that is under way and the last ended ones.
  async #shorten(): Promise<void> {
    const ended = this.operations().filter((operation) => operation.end !== undefined);
    for (const { plan } of ended.slice(0, -this.#remember)) this.#operations.delete(plan.id);
    const text = this.operations().flatMap(toEntries).map(toLine).join("");
    // On a full disk it stays as it is, and is tried again when as much has been added.
    await written(this.#path, text);
    // Whichever of both is there now.
    const file = await open(this.#path, "a", 0o600);
    await this.#file.close();
    this.#file = file;
    // What is under way counts as new, so that a long list of it is not written again at each entry.
    this.#size = 0;
  }
}

async function written(path: string, text: string): Promise<boolean> {
  return writeAtomically(path, text).then(
    () => true,
    () => false,
  );
}

const longest = 4 * 1024 * 1024;

function toLine(entry: Entry): string {
  // Begins with a line feed too: after a write that a full disk cut off, the next entry is a line of its own.
  return `\n${JSON.stringify(withoutGenerations(entry))}\n`;
}

// The record has them, and they can be long: a new nixpkgs changes hundreds of packages.
function withoutGenerations(entry: Entry): Entry {
  if (entry.entry === "begin" && entry.record !== null) {
    return { ...entry, record: { ...entry.record, generations: [] } };
  }
  if (entry.entry !== "end" || entry.outcome.result !== "done" || entry.outcome.record === null) return entry;
  const { outcome } = entry;
  return { ...entry, outcome: { ...outcome, record: { ...entry.outcome.record, generations: [] } } };
}

function toEntries({ plan, steps, undoing, end }: JournalledOperation): Entry[] {
  const { id: operation, startedMs } = plan;
  const begin = toBegin(plan);
  if (end !== undefined) return [begin, { entry: "end", operation, ...end }];
  const note = (entry: "step" | "undo", step: string): Entry => ({ entry, operation, step, atMs: startedMs });
  return [begin, ...steps.map((step) => note("step", step)), ...(undoing ? [note("undo", "")] : [])];
}

function toBegin({ id: operation, startedMs: atMs, ...rest }: Plan): Entry {
  return { entry: "begin", operation, atMs, ...rest };
}

/** Reads a journal. A line that cannot be read is counted; the last one may be cut off. */
export function readEntries(text: string): {
  operations: Map<string, JournalledOperation>;
  unreadable: number;
} {
  const operations = new Map<string, JournalledOperation>();
  const lines = text.split("\n");
  let unreadable = 0;
  for (const [index, line] of lines.entries()) {
    if (line === "") continue;
    const entry = parseEntry(line);
    if (entry !== undefined) take(operations, entry);
    else if (index < lines.length - 1) unreadable++;
  }
  return { operations, unreadable };
}

function parseEntry(line: string): Entry | undefined {
  try {
    return Entry.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

function take(operations: Map<string, JournalledOperation>, entry: Entry): void {
  if (entry.entry === "begin") {
    const { entry: _, operation: id, atMs: startedMs, ...rest } = entry;
    operations.set(id, { plan: { id, startedMs, ...rest }, steps: [], undoing: false });
    return;
  }
  const operation = operations.get(entry.operation);
  if (operation === undefined) return;
  if (entry.entry === "step") operation.steps.push(entry.step);
  // An undo that was begun is not an undo that is done: it runs again.
  if (entry.entry === "undo") operation.undoing = true;
  if (entry.entry === "end") operation.end = { outcome: entry.outcome, atMs: entry.atMs };
}
