import { randomBytes } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { OwnerId } from "@voxnix/protocol";
import { z } from "zod";
import type { Turn } from "./turns.ts";

const states = ["open", "approved", "refused", "expired", "superseded"] as const;
export type Decision = Exclude<(typeof states)[number], "open">;

const Asked = z.object({
  call: z.object({ id: z.string(), tool: z.string(), arguments: z.record(z.string(), z.unknown()) }),
  guard: z.object({ question: z.string(), yes: z.string(), no: z.string() }),
});

const Row = z.object({
  id: z.string(),
  chat: z.string(),
  owner: OwnerId,
  turn: z.number(),
  asked: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(z.array(Asked)),
  state: z.enum(states),
  created_ms: z.number(),
  expires_ms: z.number(),
});

/** Calls that one person in one chat was asked about. */
export type Approval = z.infer<typeof Row>;

/** What waits for a person's yes. Each is decided once, by the person it is bound to. */
export class Approvals {
  readonly #database: DatabaseSync;
  readonly #now: () => number;

  constructor(database: DatabaseSync, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** Stores what a turn asks, until it expires. */
  add(turn: Turn, asked: Approval["asked"], expiresMs: number): Approval {
    const id = randomBytes(8).toString("hex");
    this.#database
      .prepare(
        `INSERT INTO approvals (id, chat, owner, turn, asked, state, created_ms, expires_ms)
         VALUES (?, ?, ?, ?, ?, 'open', ?, ?)`,
      )
      .run(id, turn.chat, turn.owner, turn.number, JSON.stringify(asked), this.#now(), expiresMs);
    const added = this.get(id);
    if (added === undefined) throw new Error(`approval ${id} was not stored`);
    return added;
  }

  get(id: string): Approval | undefined {
    const row = this.#database.prepare("SELECT * FROM approvals WHERE id = ?").get(id);
    return row === undefined ? undefined : Row.parse(row);
  }

  /** Those not decided: of one person in one chat, or all. The newest first. */
  open(of?: { chat: string; owner: string }): Approval[] {
    return this.#database
      .prepare(
        `SELECT * FROM approvals WHERE state = 'open' AND (?1 IS NULL OR chat = ?1) AND (?2 IS NULL OR owner = ?2)
         ORDER BY created_ms DESC, turn DESC`,
      )
      .all(of?.chat ?? null, of?.owner ?? null)
      .map((row) => Row.parse(row));
  }

  /** Decides it. False if it was decided before, or, for a yes, if its time is over. */
  decide(id: string, decision: Decision): boolean {
    const now = this.#now();
    const { changes } = this.#database
      .prepare(
        `UPDATE approvals SET state = ?1, decided_ms = ?2
         WHERE id = ?3 AND state = 'open' AND (?1 <> 'approved' OR expires_ms > ?2)`,
      )
      .run(decision, now, id);
    return changes > 0;
  }

  /** All of a person, for them to read. */
  of(owner: string): Approval[] {
    return this.#database
      .prepare("SELECT * FROM approvals WHERE owner = ? ORDER BY created_ms")
      .all(owner)
      .map((row) => Row.parse(row));
  }
}
