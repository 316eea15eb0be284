import type { DatabaseSync } from "node:sqlite";

// What a person said, was told, was asked and has chosen. Turns that are under way keep their text until they end.
const statements = [
  "DELETE FROM messages WHERE owner = ?1",
  "DELETE FROM approvals WHERE owner = ?1 AND state <> 'approved'",
  "UPDATE approvals SET asked = '[]' WHERE owner = ?1",
  "DELETE FROM awaited_secrets WHERE owner = ?1",
  "DELETE FROM preferences WHERE owner = ?1",
  "DELETE FROM sights WHERE owner = ?1",
  "DELETE FROM outbox WHERE (owner = ?1 OR chat = ?1) AND sent_ms IS NOT NULL",
  "UPDATE turns SET text = '' WHERE owner = ?1 AND state NOT IN ('queued', 'running')",
  "UPDATE people SET name = NULL WHERE owner = ?1",
];

/**
 * Deletes what is stored of a person; call it within a transaction. Left are the audit, the operations on
 * the host, that they may speak, and what they used since the given time, so that a budget is not had twice.
 */
export function forget(database: DatabaseSync, owner: string, usageKeptSinceMs: number): void {
  for (const statement of statements) database.prepare(statement).run(owner);
  database.prepare("DELETE FROM usage WHERE owner = ? AND at_ms < ?").run(owner, usageKeptSinceMs);
}
