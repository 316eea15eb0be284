import { atomically, openDatabase } from "./database.ts";
import { Messages } from "./messages.ts";
import { Operations } from "./operations.ts";
import { Outbox } from "./outbox.ts";
import { Turns } from "./turns.ts";
import { Updates } from "./updates.ts";

export type { BegunOperation } from "./operations.ts";
export type { OutboxKind, OutboxMessage } from "./outbox.ts";
export type { Turn, TurnState } from "./turns.ts";
export type { StoredUpdate } from "./updates.ts";

/** All that the agent remembers, in one SQLite file. */
export interface Store {
  updates: Updates;
  turns: Turns;
  messages: Messages;
  operations: Operations;
  outbox: Outbox;
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
    atomically: (work) => atomically(database, work),
    close: () => database.close(),
  };
}
