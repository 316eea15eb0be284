import { readdir, rmdir } from "node:fs/promises";
import { join } from "node:path";
import type { ContainerName, OwnerId } from "@voxnix/protocol";
import { readIfThere, removeFolder, writeAtomically } from "./atomic.ts";
import { ContainerRecord } from "./record.ts";

/** A record that is there but cannot be read as one. Its machine name stays taken. */
export interface CorruptRecord {
  machine: string;
  problem: string;
}

/** All records: read once at start, then kept equal to the files `<folder>/<machine>/record.json`. */
export class Records {
  readonly #folder: string;
  readonly #byMachine = new Map<string, ContainerRecord>();
  readonly corrupt: CorruptRecord[] = [];

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async open(folder: string): Promise<Records> {
    const records = new Records(folder);
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
      if (entry.isDirectory()) await records.#load(entry.name);
    }
    return records;
  }

  async #load(machine: string): Promise<void> {
    const text = await readIfThere(join(this.#folder, machine, "record.json"));
    // Made, and cut off before its record was written: nothing was begun for it.
    if (text === undefined) return void (await rmdir(join(this.#folder, machine)).catch(() => undefined));
    const record = parse(text, machine);
    if ("problem" in record) this.corrupt.push(record);
    else this.#byMachine.set(machine, record);
  }

  all(): ContainerRecord[] {
    return [...this.#byMachine.values()].sort(
      (a, b) => a.name.localeCompare(b.name) || a.owner.localeCompare(b.owner),
    );
  }

  ofOwner(owner: OwnerId): ContainerRecord[] {
    return this.all().filter((record) => record.owner === owner);
  }

  named(name: ContainerName): ContainerRecord[] {
    return this.all().filter((record) => record.name === name);
  }

  find(owner: OwnerId, name: ContainerName): ContainerRecord | undefined {
    return this.named(name).find((record) => record.owner === owner);
  }

  byMachine(machine: string): ContainerRecord | undefined {
    return this.#byMachine.get(machine);
  }

  /** Takes name, machine and address at once, before the file is written by `save`. */
  reserve(record: ContainerRecord): void {
    this.#byMachine.set(record.machine, record);
  }

  async save(record: ContainerRecord): Promise<void> {
    await writeAtomically(
      join(this.#folder, record.machine, "record.json"),
      `${JSON.stringify(record, null, 2)}\n`,
    );
    this.#byMachine.set(record.machine, record);
  }

  async remove(machine: string): Promise<void> {
    await removeFolder(join(this.#folder, machine));
    this.#byMachine.delete(machine);
  }

  /** Whether a name is out of use for machines, be it by a record that cannot be read. */
  taken(machine: string): boolean {
    return this.#byMachine.has(machine) || this.corrupt.some((record) => record.machine === machine);
  }
}

function parse(text: string, machine: string): ContainerRecord | CorruptRecord {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { machine, problem: "it is not JSON" };
  }
  const parsed = ContainerRecord.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return { machine, problem: `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not a record"}` };
  }
  if (parsed.data.machine !== machine) return { machine, problem: `it says machine ${parsed.data.machine}` };
  return parsed.data;
}
