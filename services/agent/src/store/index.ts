import { Approvals } from "./approvals.ts";
import { Audit } from "./audit.ts";
import { AwaitedSecrets } from "./awaited-secrets.ts";
import { atomically, openDatabase } from "./database.ts";
import { forget } from "./forget.ts";
import { Messages } from "./messages.ts";
import { Operations } from "./operations.ts";
import { Outbox } from "./outbox.ts";
import { People } from "./people.ts";
import { Preferences } from "./preferences.ts";
import { dropOld, type Kept } from "./retention.ts";
import { Sights } from "./sights.ts";
import { Turns } from "./turns.ts";
import { Updates } from "./updates.ts";
import { Usage } from "./usage.ts";

export type { Approval, Decision } from "./approvals.ts";
export type { AuditEntry, AuditEvent, NewAuditEntry } from "./audit.ts";
export type { KeptTurn } from "./messages.ts";
export type { BegunOperation } from "./operations.ts";
export type { Button, NewMessage, OutboxKind, OutboxMessage, TextFile } from "./outbox.ts";
export type { Person } from "./people.ts";
export type { Turn, TurnState, TurnTask } from "./turns.ts";
export type { StoredUpdate } from "./updates.ts";
export type { UsageSum } from "./usage.ts";

/** All that the agent remembers, in one SQLite file. */
export interface Store {
  updates: Updates;
  turns: Turns;
  messages: Messages;
  operations: Operations;
  outbox: Outbox;
  people: People;
  preferences: Preferences;
  approvals: Approvals;
  awaitedSecrets: AwaitedSecrets;
  usage: Usage;
  audit: Audit;
  sights: Sights;
  /** The store's clock, Unix time in milliseconds. */
  now(): number;
  /** Deletes what is stored of a person, but what they used since then, and the audit. */
  forget(owner: string, usageKeptSinceMs: number): void;
  /** Deletes some of what is older than it is to be kept. Returns whether there may be more. */
  dropOld(kept: Kept): boolean;
  /** Empties the write-ahead log into the file, which leaves no copy of what was deleted. Outside of transactions. */
  compact(): void;
  /** Runs `work` as one transaction: all of it is stored, or nothing. */
  atomically<T>(work: () => T): T;
  close(): void;
}

/**
 * Opens the store.
 * @param folder holds agent.sqlite; ":memory:" for tests
 * @param now the clock, Unix time in milliseconds
 */
export function openStore(folder: string, now: () => number = Date.now): Store {
  const database = openDatabase(folder);
  return {
    updates: new Updates(database, now),
    turns: new Turns(database, now),
    messages: new Messages(database),
    operations: new Operations(database, now),
    outbox: new Outbox(database, now),
    people: new People(database, now),
    preferences: new Preferences(database),
    approvals: new Approvals(database, now),
    awaitedSecrets: new AwaitedSecrets(database, now),
    usage: new Usage(database, now),
    audit: new Audit(database, now),
    sights: new Sights(database, now),
    now,
    forget: (owner, keptSinceMs) => atomically(database, () => forget(database, owner, keptSinceMs)),
    dropOld: (kept) => dropOld(database, kept),
    compact: () => database.exec("PRAGMA wal_checkpoint(TRUNCATE)"),
    atomically: (work) => atomically(database, work),
    close: () => database.close(),
  };
}
