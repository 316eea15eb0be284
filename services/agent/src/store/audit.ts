import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";

const Row = z.object({
  number: z.number(),
  at_ms: z.number(),
  owner: z.string(),
  chat: z.string(),
  turn: z.string().nullable(),
  event: z.string(),
  subject: z.string(),
  detail: z.string().transform((text): unknown => JSON.parse(text)),
});

/** One line of the audit. */
export type AuditEntry = z.infer<typeof Row>;

export type AuditEvent =
  /** A tool that changes something was called: subject the tool, detail its arguments. */
  | "called"
  /** What came of it: detail.ok. */
  | "answered"
  /** A person was asked, and said so. Subject is the approval. */
  | "asked"
  | "approved"
  | "refused"
  | "expired"
  | "superseded"
  /** Somebody pressed what is not theirs. */
  | "turned-away"
  /** Subject is the person. */
  | "admitted"
  | "removed"
  /** Subject is the secret's name. */
  | "secret-set"
  | "secret-removed"
  | "exported"
  | "forgotten";

export interface NewAuditEntry {
  owner: string;
  chat: string;
  turn?: string | undefined;
  event: AuditEvent;
  subject: string;
  detail?: Record<string, unknown>;
}

/** Who asked, approved and got what. The database itself refuses changes, and to drop what is to be kept (retention.ts). */
export class Audit {
  readonly #database: DatabaseSync;
  readonly #now: () => number;

  constructor(database: DatabaseSync, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  add({ owner, chat, turn, event, subject, detail = {} }: NewAuditEntry): void {
    this.#database
      .prepare(
        "INSERT INTO audit (at_ms, owner, chat, turn, event, subject, detail) VALUES (?, ?, ?, ?, ?, ?, ?)",
      )
      .run(this.#now(), owner, chat, turn ?? null, event, subject, JSON.stringify(detail));
  }

  /** The newest entries, oldest first; of one person or of all. */
  newest(most: number, owner?: string): AuditEntry[] {
    return this.#database
      .prepare("SELECT * FROM audit WHERE (?1 IS NULL OR owner = ?1) ORDER BY number DESC LIMIT ?2")
      .all(owner ?? null, most)
      .map((row) => Row.parse(row))
      .reverse();
  }
}
