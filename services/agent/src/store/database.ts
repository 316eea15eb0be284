import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { migrate } from "./migrations.ts";

// Each of our statements is compiled once: there are some hundred, all of them written down in this folder.
class Database extends DatabaseSync {
  readonly #prepared = new Map<string, StatementSync>();

  override prepare(statement: string): StatementSync {
    const known = this.#prepared.get(statement);
    if (known !== undefined) return known;
    const prepared = super.prepare(statement);
    this.#prepared.set(statement, prepared);
    return prepared;
  }
}

/**
 * Opens agent.sqlite, brings its schema up to date, and makes every commit durable.
 * @param folder created if missing; ":memory:" keeps everything in memory
 * @throws if the file is of a newer voxnix, or cannot be opened
 */
export function openDatabase(folder: string): DatabaseSync {
  const path = folder === ":memory:" ? folder : join(folder, "agent.sqlite");
  if (path !== folder) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const database = new Database(path);
  database.exec("PRAGMA journal_mode = WAL");
  // A stored update is acknowledged to Telegram: it must survive a power cut as well.
  database.exec("PRAGMA synchronous = FULL");
  database.exec("PRAGMA foreign_keys = ON");
  database.exec("PRAGMA busy_timeout = 5000");
  // What a person has deleted is not to be found in the file either.
  database.exec("PRAGMA secure_delete = ON");
  migrate(database);
  return database;
}

/**
 * Runs `work` as one transaction whose commit does not wait for the disk: a killed process loses nothing, a power
 * cut may lose it. Within another transaction it is as durable as that one.
 */
export function lightly(database: DatabaseSync, work: () => void): void {
  if (database.isTransaction) {
    work();
    return;
  }
  database.exec("PRAGMA synchronous = NORMAL");
  try {
    atomically(database, work);
  } finally {
    database.exec("PRAGMA synchronous = FULL");
  }
}

/** Runs `work` as one transaction: all of it is stored, or nothing. Nests. */
export function atomically<T>(database: DatabaseSync, work: () => T): T {
  if (database.isTransaction) return work();
  database.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    database.exec("ROLLBACK");
    throw error;
  }
}
