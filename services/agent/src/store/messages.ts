import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { Turn } from "./turns.ts";

const Row = z.object({ body: z.string() });

/** The history of each conversation. A conversation is one person in one chat: in a group, nobody sees another's. */
export class Messages {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Stores the messages of a turn, as the brain gave them (JSON). */
  add(turn: Turn, messages: readonly unknown[]): void {
    const insert = this.#database.prepare(
      "INSERT INTO messages (turn, chat, owner, body) VALUES (?, ?, ?, ?)",
    );
    for (const message of messages) insert.run(turn.number, turn.chat, turn.owner, JSON.stringify(message));
  }

  /**
   * The messages of the latest turns, oldest first. Only whole turns: a tool call without its answer
   * would make every provider refuse the history.
   */
  history({ chat, owner }: Pick<Turn, "chat" | "owner">, turns: number): unknown[] {
    return this.#database
      .prepare(
        `SELECT body FROM messages WHERE chat = ?1 AND owner = ?2 AND turn IN (
           SELECT DISTINCT turn FROM messages WHERE chat = ?1 AND owner = ?2 ORDER BY turn DESC LIMIT ?3
         ) ORDER BY number`,
      )
      .all(chat, owner, turns)
      .map((row) => JSON.parse(Row.parse(row).body));
  }
}
