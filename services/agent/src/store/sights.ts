import type { DatabaseSync } from "node:sqlite";

/** How things stood when a person was last told of them. */
export class Sights {
  readonly #database: DatabaseSync;
  readonly #now: () => number;

  constructor(database: DatabaseSync, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** The state that was last seen of it. */
  get(owner: string, subject: string): string | undefined {
    const row = this.#database
      .prepare("SELECT state FROM sights WHERE owner = ? AND subject = ?")
      .get(owner, subject);
    return row === undefined ? undefined : String(row.state);
  }

  /** Notes how it stands. */
  set(owner: string, subject: string, state: string): void {
    this.#database
      .prepare("INSERT OR REPLACE INTO sights (owner, subject, state, at_ms) VALUES (?, ?, ?, ?)")
      .run(owner, subject, state, this.#now());
  }

  forget(owner: string, subject?: string): void {
    this.#database
      .prepare("DELETE FROM sights WHERE owner = ?1 AND (?2 IS NULL OR subject = ?2)")
      .run(owner, subject ?? null);
  }
}
