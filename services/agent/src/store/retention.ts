import type { DatabaseSync } from "node:sqlite";
import { atomically } from "./database.ts";

/** Until when things are kept; Unix time in milliseconds. What is younger stays. */
export interface Kept {
  /** What was said, with everything that hangs on it. */
  conversationsSinceMs: number;
  auditSinceMs: number;
  /** What has long been handled: updates of channels, messages that were said. */
  mailSinceMs: number;
}

// So many at once that nobody waits for the rest of it.
const most = 500;

// A turn goes with what came of it, once all of that is over and told.
const oldTurns = `
  SELECT number FROM turns WHERE ended_ms < ?1 AND state NOT IN ('queued', 'running')
    AND NOT EXISTS (SELECT 1 FROM operations WHERE operations.turn = turns.number AND told_ms IS NULL)
    AND NOT EXISTS (SELECT 1 FROM approvals WHERE approvals.turn = turns.number AND state = 'open')
  ORDER BY number LIMIT ${most}`;

/**
 * Deletes some of what is older than that, in one transaction.
 * @returns whether there may be more
 */
export function dropOld(database: DatabaseSync, kept: Kept): boolean {
  return atomically(database, () => {
    const turns = database.prepare(oldTurns).all(kept.conversationsSinceMs);
    for (const { number = 0 } of turns) {
      for (const table of ["messages", "operations", "approvals"])
        database.prepare(`DELETE FROM ${table} WHERE turn = ?`).run(number);
      database.prepare("DELETE FROM turns WHERE number = ?").run(number);
    }
    // The audit lets nobody shorten it but past this time, which is written down first.
    database
      .prepare("INSERT OR REPLACE INTO facts (name, value) VALUES ('audit kept since', ?)")
      .run(String(kept.auditSinceMs));
    const dropped = [
      deleted(database, "audit", "number", "at_ms", kept.auditSinceMs),
      deleted(database, "usage", "number", "at_ms", kept.conversationsSinceMs),
      deleted(database, "outbox", "number", "sent_ms", kept.mailSinceMs),
      deleted(database, "updates", "id", "handled_ms", kept.mailSinceMs),
    ];
    return [turns.length, ...dropped].some((count) => count >= most);
  });
}

function deleted(
  database: DatabaseSync,
  table: "audit" | "usage" | "outbox" | "updates",
  key: "number" | "id",
  column: string,
  sinceMs: number,
): number {
  const old = `SELECT ${key} FROM ${table} WHERE ${column} < ?1 ORDER BY ${column} LIMIT ${most}`;
  const { changes } = database
    .prepare(`DELETE FROM ${table} WHERE ${key} IN (${old}) AND ${column} < ?1`)
    .run(sinceMs);
  return Number(changes);
}
