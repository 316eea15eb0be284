import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";

const Row = z.object({ id: z.number(), body: z.string() });

/** Something that a channel received. */
export interface StoredUpdate {
  id: number;
  /** As the channel gave it, JSON. */
  body: unknown;
}

/** What the channels received. Stored before it is acknowledged there, handled once. */
export class Updates {
  readonly #database: DatabaseSync;
  readonly #now: () => number;

  constructor(database: DatabaseSync, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** Stores an update. False if it was stored before: a channel may deliver one twice. */
  add(channel: string, { id, body }: StoredUpdate): boolean {
    const { changes } = this.#database
      .prepare("INSERT OR IGNORE INTO updates (channel, id, body, received_ms) VALUES (?, ?, ?, ?)")
      .run(channel, id, JSON.stringify(body), this.#now());
    return changes > 0;
  }

  /** Those not yet handled, oldest first. */
  open(channel: string): StoredUpdate[] {
    return this.#database
      .prepare("SELECT id, body FROM updates WHERE channel = ? AND handled_ms IS NULL ORDER BY id")
      .all(channel)
      .map((row) => Row.parse(row))
      .map(({ id, body }) => ({ id, body: JSON.parse(body) }));
  }

  /** Marks it handled: what it said is in its turn now. */
  handled(channel: string, id: number): void {
    this.#database
      .prepare("UPDATE updates SET handled_ms = ?, body = 'null' WHERE channel = ? AND id = ?")
      .run(this.#now(), channel, id);
  }
}
