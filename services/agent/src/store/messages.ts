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
   * The messages of the latest turns after a given one, turn by turn, the newest turn first. Always whole
   * turns: a tool call without its answer would make every provider refuse the history.
   */
  turns({ chat, owner }: Pick<Turn, "chat" | "owner">, after: number, most: number): unknown[][] {
    const rows = this.#database
      .prepare(
        `SELECT turn, body FROM messages WHERE chat = ?1 AND owner = ?2 AND turn IN (
           SELECT DISTINCT turn FROM messages WHERE chat = ?1 AND owner = ?2 AND turn > ?3 ORDER BY turn DESC LIMIT ?4
         ) ORDER BY turn DESC, number`,
      )
      .all(chat, owner, after, most);
    const turns = new Map<unknown, unknown[]>();
    for (const row of rows) {
      const messages = turns.get(row.turn) ?? [];
      messages.push(JSON.parse(Row.parse(row).body));
      turns.set(row.turn, messages);
    }
    return [...turns.values()];
  }

  /** Everything of a person, oldest first. */
  of(owner: string): { chat: string; turn: number; message: unknown }[] {
    return this.#database
      .prepare("SELECT chat, turn, body FROM messages WHERE owner = ? ORDER BY number")
      .all(owner)
      .map((row) => ({
        chat: String(row.chat),
        turn: Number(row.turn),
        message: JSON.parse(Row.parse(row).body),
      }));
  }
}
