import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";

const kinds = ["reply", "set-aside", "notice", "answer"] as const;
/** `reply` ends its turn, `set-aside` one that never began, `notice` is news of an earlier one, `answer` belongs to no turn. */
export type OutboxKind = (typeof kinds)[number];

/** Something to press under a message. */
const Button = z.object({
  /** At most 40 of a-z 0-9 : _ - */
  id: z.string().regex(/^[a-z0-9:_-]{1,40}$/),
  /** Plain text. */
  label: z.string(),
});
export type Button = z.infer<typeof Button>;

/** A text that is too long for a message, or to be kept. */
const TextFile = z.object({ name: z.string(), text: z.string() });
export type TextFile = z.infer<typeof TextFile>;

const json = z.string().transform((text): unknown => JSON.parse(text));

const Row = z.object({
  number: z.number(),
  chat: z.string(),
  kind: z.enum(kinds),
  turn: z.string().nullable(),
  ok: z.number().transform((value) => value !== 0),
  text: z.string(),
  origin: z.string().nullable(),
  parts: z.number(),
  owner: z.string().nullable(),
  /** Rows of buttons. */
  buttons: json.pipe(z.array(z.array(Button))),
  files: json.pipe(z.array(TextFile)),
  /** The channel's own mark of the message that carries the buttons, once it is said. */
  shown: z.string().nullable(),
  /** What is to be shown in its place, now that its question is decided. */
  settled: z.string().nullable(),
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
  /** Whom it is for, where that matters: the buttons are theirs. */
  owner?: string | undefined;
  buttons?: readonly (readonly Button[])[] | undefined;
  files?: readonly TextFile[] | undefined;
  /** Not said before this time; Unix time in milliseconds. */
  notBeforeMs?: number | undefined;
}

/** What is to be said, stored together with the reason for it and kept until it was said. */
export class Outbox {
  readonly #database: DatabaseSync;
  readonly #now: () => number;

  constructor(database: DatabaseSync, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** Returns its number. */
  add(message: NewMessage): number {
    const { chat, kind, turn, ok, text, origin, owner, buttons = [], files = [], notBeforeMs = 0 } = message;
    const { lastInsertRowid } = this.#database
      .prepare(
        `INSERT INTO outbox (chat, kind, turn, ok, text, origin, owner, buttons, files, not_before_ms, created_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        ...[chat, kind, turn ?? null, ok ? 1 : 0, text, origin ?? null, owner ?? null],
        ...[JSON.stringify(z.array(z.array(Button)).parse(buttons)), JSON.stringify(files)],
        ...[notBeforeMs, this.#now()],
      );
    return Number(lastInsertRowid);
  }

  get(number: number): OutboxMessage | undefined {
    const row = this.#database.prepare("SELECT * FROM outbox WHERE number = ?").get(number);
    return row === undefined ? undefined : Row.parse(row);
  }

  /** The first message of the chat that was not sent yet and whose time has come. */
  next(chat: string): OutboxMessage | undefined {
    const row = this.#database
      .prepare(
        "SELECT * FROM outbox WHERE chat = ? AND sent_ms IS NULL AND not_before_ms <= ? ORDER BY number LIMIT 1",
      )
      .get(chat, this.#now());
    return row === undefined ? undefined : Row.parse(row);
  }

  /** The chats that wait for a message. */
  chats(): string[] {
    return this.#database
      .prepare("SELECT DISTINCT chat FROM outbox WHERE sent_ms IS NULL AND not_before_ms <= ?")
      .all(this.#now())
      .map((row) => String(row.chat));
  }

  /** When the first of those that are held back is to be said; undefined if none is. */
  nextHeldMs(): number | undefined {
    const row = this.#database
      .prepare("SELECT min(not_before_ms) AS ms FROM outbox WHERE sent_ms IS NULL AND not_before_ms > ?")
      .get(this.#now());
    return row?.ms == null ? undefined : Number(row.ms);
  }

  /** What is held back for this person is said at this time instead. */
  holdUntil(owner: string, notBeforeMs: number): void {
    this.#database
      .prepare(
        "UPDATE outbox SET not_before_ms = ?1 WHERE owner = ?2 AND sent_ms IS NULL AND not_before_ms > ?3",
      )
      .run(notBeforeMs, owner, this.#now());
  }

  /**
   * So many parts of a long message are out.
   * @param shown the channel's own mark of the part that carries the buttons
   */
  partsSent(number: number, parts: number, shown?: string): void {
    this.#database
      .prepare("UPDATE outbox SET parts = ?, shown = coalesce(?, shown) WHERE number = ?")
      .run(parts, shown ?? null, number);
  }

  /** Its question is decided: this is to be shown in its place. The first decision stays. */
  settle(number: number, text: string): void {
    this.#database
      .prepare("UPDATE outbox SET settled = ? WHERE number = ? AND settled IS NULL")
      .run(text, number);
  }

  /** Said messages whose decision is not shown yet. */
  unsettled(): OutboxMessage[] {
    return this.#database
      .prepare(
        "SELECT * FROM outbox WHERE settled IS NOT NULL AND settled_ms IS NULL AND sent_ms IS NOT NULL ORDER BY number",
      )
      .all()
      .map((row) => Row.parse(row));
  }

  /** Its decision is shown. */
  shownSettled(number: number): void {
    this.#database.prepare("UPDATE outbox SET settled_ms = ? WHERE number = ?").run(this.#now(), number);
  }

  /** The latest message that carries a button of this id. */
  withButton(chat: string, button: string): OutboxMessage | undefined {
    const row = this.#database
      .prepare("SELECT * FROM outbox WHERE chat = ? AND instr(buttons, ?) > 0 ORDER BY number DESC LIMIT 1")
      .get(chat, JSON.stringify(button));
    return row === undefined ? undefined : Row.parse(row);
  }

  /** It is said. It is kept for some time (retention.ts), for whoever looks into what was said. */
  sent(number: number): void {
    this.#database.prepare("UPDATE outbox SET sent_ms = ? WHERE number = ?").run(this.#now(), number);
  }

  /** How many messages wait, of all chats. */
  size(): number {
    return Number(
      this.#database.prepare("SELECT count(*) AS n FROM outbox WHERE sent_ms IS NULL").get()?.n ?? 0,
    );
  }
}
