import type { DatabaseSync } from "node:sqlite";

/** Whose choice it is: in one chat, or (chat "") wherever the person speaks. */
export interface Chooser {
  owner: string;
  chat: string;
}

/** What people chose: `model` and `begin` (the turn that the conversation begins with) by chat, `quiet` everywhere. */
export class Preferences {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  get({ owner, chat }: Chooser, name: "model" | "begin" | "quiet"): string | undefined {
    const row = this.#database
      .prepare("SELECT value FROM preferences WHERE owner = ? AND chat = ? AND name = ?")
      .get(owner, chat, name);
    return row === undefined ? undefined : String(row.value);
  }

  set({ owner, chat }: Chooser, name: "model" | "begin" | "quiet", value: string): void {
    this.#database
      .prepare("INSERT OR REPLACE INTO preferences (owner, chat, name, value) VALUES (?, ?, ?, ?)")
      .run(owner, chat, name, value);
  }

  /** All choices of a person. */
  of(owner: string): { chat: string; name: string; value: string }[] {
    return this.#database
      .prepare("SELECT chat, name, value FROM preferences WHERE owner = ? ORDER BY chat, name")
      .all(owner)
      .map(({ chat, name, value }) => ({ chat: String(chat), name: String(name), value: String(value) }));
  }

  forget(owner: string): void {
    this.#database.prepare("DELETE FROM preferences WHERE owner = ?").run(owner);
  }
}
