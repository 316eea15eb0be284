import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { Turn } from "./turns.ts";

const Row = z.object({
  request: z.string(),
  turn: z.number(),
  kind: z.enum(["CREATE", "START", "STOP", "RESTART", "DESTROY", "UPDATE", "ROLLBACK", "RESTORE"]),
  container: z.string(),
  operation: z.string().nullable(),
});

/** A change that a turn asked the executor for. */
export type BegunOperation = z.infer<typeof Row>;

/** What turns began on the host, stored before the executor is asked, until the person was told the outcome. */
export class Operations {
  readonly #database: DatabaseSync;
  readonly #now: () => number;

  constructor(database: DatabaseSync, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** A turn is about to ask for it. Asking again with the same request id changes nothing. */
  begin(
    turn: Turn,
    { request, kind, container }: Pick<BegunOperation, "request" | "kind" | "container">,
  ): void {
    this.#database
      .prepare(
        "INSERT OR IGNORE INTO operations (request, turn, kind, container, begun_ms) VALUES (?, ?, ?, ?, ?)",
      )
      .run(request, turn.number, kind, container, this.#now());
  }

  /** The executor accepted it under this id. */
  accepted(request: string, operation: string): void {
    this.#database.prepare("UPDATE operations SET operation = ? WHERE request = ?").run(operation, request);
  }

  /** The person is told its outcome: by its own notice, or by the reply of its turn. */
  told(request: string): void {
    this.#database.prepare("UPDATE operations SET told_ms = ? WHERE request = ?").run(this.#now(), request);
  }

  /** All that a turn began. */
  of(turn: Turn): BegunOperation[] {
    return this.#database
      .prepare("SELECT * FROM operations WHERE turn = ? ORDER BY begun_ms, request")
      .all(turn.number)
      .map((row) => Row.parse(row));
  }

  /** Those whose outcome nobody was told, of one turn or of all. */
  untold(turn?: Turn): BegunOperation[] {
    return this.#database
      .prepare(
        "SELECT * FROM operations WHERE told_ms IS NULL AND (?1 IS NULL OR turn = ?1) ORDER BY begun_ms, request",
      )
      .all(turn?.number ?? null)
      .map((row) => Row.parse(row));
  }
}
