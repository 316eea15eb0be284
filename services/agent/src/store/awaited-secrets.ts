import type { DatabaseSync } from "node:sqlite";

/** Whose next message in which chat is the value of a secret. Only names are here. */
export class AwaitedSecrets {
  readonly #database: DatabaseSync;
  readonly #now: () => number;

  constructor(database: DatabaseSync, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** From now on, until then; one at a time for each person and chat. */
  await({ chat, owner }: { chat: string; owner: string }, secret: string, untilMs: number): void {
    this.#database
      .prepare("INSERT OR REPLACE INTO awaited_secrets (chat, owner, secret, expires_ms) VALUES (?, ?, ?, ?)")
      .run(chat, owner, secret, untilMs);
  }

  /** The name of the secret, if one is awaited. */
  of({ chat, owner }: { chat: string; owner: string }): string | undefined {
    const row = this.#database
      .prepare("SELECT secret FROM awaited_secrets WHERE chat = ? AND owner = ? AND expires_ms > ?")
      .get(chat, owner, this.#now());
    return row === undefined ? undefined : String(row.secret);
  }

  /** No longer. */
  end({ chat, owner }: { chat: string; owner: string }): void {
    this.#database.prepare("DELETE FROM awaited_secrets WHERE chat = ? AND owner = ?").run(chat, owner);
  }
}
