import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { Turn } from "./turns.ts";

const Row = z.object({ body: z.string() });

/** What a turn added to the conversation. */
export interface KeptTurn {
  /** Its messages in their order, each as JSON. */
  bodies: string[];
  /** How long they are together. */
  bytes: number;
}

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
   * The turns after a given one, the newest first, as they are asked for. Always whole turns: a tool call
   * without its answer would make every provider refuse the history.
   */
  *turns({ chat, owner }: Pick<Turn, "chat" | "owner">, after: number): Generator<KeptTurn> {
    // The length stands in front of the text (https://sqlite.org/lang_corefunc.html#octet_length): counting costs nothing.
    const rows = this.#database
      .prepare(
        `SELECT turn, body, octet_length(body) AS bytes FROM messages
         WHERE chat = ? AND owner = ? AND turn > ? ORDER BY turn DESC, number DESC`,
      )
      .iterate(chat, owner, after);
    let number: unknown;
    let bodies: string[] = [];
    let bytes = 0;
    for (const row of rows) {
      if (row.turn !== number && bodies.length > 0) {
        yield { bodies: bodies.reverse(), bytes };
        bodies = [];
        bytes = 0;
      }
      number = row.turn;
      bodies.push(String(row.body));
      bytes += Number(row.bytes);
    }
    if (bodies.length > 0) yield { bodies: bodies.reverse(), bytes };
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
