import type { DatabaseSync } from "node:sqlite";
import { OwnerId } from "@voxnix/protocol";
import { z } from "zod";

const roles = ["owner", "member"] as const;

const Row = z.object({
  owner: OwnerId,
  role: z.enum(roles),
  name: z.string().nullable(),
  admitted_by: z.string(),
  admitted_ms: z.number(),
});

/** One who may speak. */
export type Person = z.infer<typeof Row>;
export type PersonRole = (typeof roles)[number];

/** Who may speak, and who knocked. */
export class People {
  readonly #database: DatabaseSync;
  readonly #now: () => number;

  constructor(database: DatabaseSync, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** The person, if they may speak. */
  get(owner: OwnerId): Person | undefined {
    const row = this.#database
      .prepare("SELECT * FROM people WHERE owner = ? AND removed_ms IS NULL")
      .get(owner);
    return row === undefined ? undefined : Row.parse(row);
  }

  /** All who may speak, in the order in which they were let in. */
  all(): Person[] {
    return this.#database
      .prepare("SELECT * FROM people WHERE removed_ms IS NULL ORDER BY admitted_ms, owner")
      .all()
      .map((row) => Row.parse(row));
  }

  /**
   * Takes over whom the configuration names: they may speak, unless they were removed by chat since, and
   * whom it no longer names may not. Those who were let in by chat are no matter of the configuration.
   */
  configure(named: ReadonlyMap<OwnerId, PersonRole>): void {
    const known = this.#database
      .prepare("SELECT owner FROM people WHERE admitted_by = 'configuration'")
      .all()
      .map(({ owner }) => OwnerId.parse(owner));
    for (const owner of known)
      if (!named.has(owner)) this.#database.prepare("DELETE FROM people WHERE owner = ?").run(owner);
    for (const [owner, role] of named) this.#name(owner, role);
  }

  // An owner of the configuration cannot be removed by chat, and stays one.
  #name(owner: OwnerId, role: PersonRole): void {
    this.#database
      .prepare(
        `INSERT INTO people (owner, role, admitted_by, admitted_ms) VALUES (?1, ?2, 'configuration', ?3)
         ON CONFLICT (owner) DO UPDATE SET
           role = CASE WHEN ?2 = 'owner' OR admitted_by = 'configuration' THEN ?2 ELSE role END,
           removed_ms = CASE WHEN ?2 = 'owner' THEN NULL ELSE removed_ms END`,
      )
      .run(owner, role, this.#now());
  }

  /** Lets somebody in, or in again, or gives them another role. */
  admit(owner: OwnerId, role: PersonRole, by: string): void {
    this.#database
      .prepare(
        `INSERT INTO people (owner, role, name, admitted_by, admitted_ms)
         VALUES (?1, ?2, (SELECT name FROM knocks WHERE owner = ?1), ?3, ?4)
         ON CONFLICT (owner) DO UPDATE SET role = ?2, admitted_by = ?3, admitted_ms = ?4, removed_ms = NULL`,
      )
      .run(owner, role, by, this.#now());
    this.#database.prepare("DELETE FROM knocks WHERE owner = ?").run(owner);
  }

  /** They may no longer speak. */
  remove(owner: OwnerId): void {
    this.#database.prepare("UPDATE people SET removed_ms = ? WHERE owner = ?").run(this.#now(), owner);
  }

  /** What the person calls themselves, for others to read. */
  named(owner: OwnerId, name: string): void {
    this.#database
      .prepare("UPDATE people SET name = ? WHERE owner = ? AND name IS NOT ?")
      .run(name, owner, name);
  }

  /** A stranger asks to be let in. False if the owners were told of them within the given time. */
  knock(owner: OwnerId, name: string | undefined, againAfterMs: number): boolean {
    const now = this.#now();
    const { changes } = this.#database
      .prepare(
        `INSERT INTO knocks (owner, name, told_ms) VALUES (?1, ?2, ?3)
         ON CONFLICT (owner) DO UPDATE SET name = ?2, told_ms = ?3 WHERE told_ms <= ?3 - ?4`,
      )
      .run(owner, name ?? null, now, againAfterMs);
    return changes > 0;
  }

  /** How many knocked since then. */
  knocksSince(ms: number): number {
    return Number(this.#database.prepare("SELECT count(*) AS n FROM knocks WHERE told_ms > ?").get(ms)?.n);
  }
}
