import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";

const keptForMs = 7 * 24 * 3_600_000;
const kinds = ["reply", "set-aside", "notice", "answer"] as const;
/** `reply` ends its turn, `set-aside` one that never began, `notice` is news of an earlier one, `answer` belongs to no turn. */
export type OutboxKind = (typeof kinds)[number];

const Row = z.object({
  number: z.number(),
  chat: z.string(),
  kind: z.enum(kinds),
  turn: z.string().nullable(),
  ok: z.number().transform((value) => value !== 0),
  text: z.string(),
  origin: z.string().nullable(),
  parts: z.number(),
});

/** Something to be said in a chat. */
export type OutboxMessage = z.infer<typeof Row>;

export interface NewMessage {
  chat: string;
  kind: OutboxKind;
  turn?: string;
  ok: boolean;
  /** Markdown. */
  text: string;
  /** The channel's own mark of the message that it answers. */
  origin?: string | null | undefined;
}

/** What is to be said, stored together with the reason for it and kept until it was said. */
export class Outbox {
  readonly #database: DatabaseSync;
  readonly #now: () => number;

  constructor(database: DatabaseSync, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  add({ chat, kind, turn, ok, text, origin }: NewMessage): void {
    this.#database
      .prepare(
        "INSERT INTO outbox (chat, kind, turn, ok, text, origin, created_ms) VALUES (?, ?, ?, ?, ?, ?, ?)",
      )
      .run(chat, kind, turn ?? null, ok ? 1 : 0, text, origin ?? null, this.#now());
  }

  /** The first message of the chat that was not sent yet. */
  next(chat: string): OutboxMessage | undefined {
    const row = this.#database
      .prepare("SELECT * FROM outbox WHERE chat = ? AND sent_ms IS NULL ORDER BY number LIMIT 1")
      .get(chat);
    return row === undefined ? undefined : Row.parse(row);
  }

  /** The chats that wait for a message. */
  chats(): string[] {
    return this.#database
      .prepare("SELECT DISTINCT chat FROM outbox WHERE sent_ms IS NULL")
      .all()
      .map((row) => String(row.chat));
  }

  /** So many parts of a long message are out. */
  partsSent(number: number, parts: number): void {
    this.#database.prepare("UPDATE outbox SET parts = ? WHERE number = ?").run(parts, number);
  }

  /** It is said. It is kept for a week, for whoever looks into what was said. */
  sent(number: number): void {
    const now = this.#now();
    this.#database.prepare("UPDATE outbox SET sent_ms = ? WHERE number = ?").run(now, number);
    this.#database.prepare("DELETE FROM outbox WHERE sent_ms < ?").run(now - keptForMs);
  }

  /** How many messages wait, of all chats. */
  size(): number {
    return Number(
      this.#database.prepare("SELECT count(*) AS n FROM outbox WHERE sent_ms IS NULL").get()?.n ?? 0,
    );
  }
}
