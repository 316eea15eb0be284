import { randomBytes } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";

// One entry per schema version, never changed once released. PRAGMA user_version counts them.
const migrations: readonly string[] = [
  `
  CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

  -- What a channel received, stored before it is acknowledged there. Handled once.
  CREATE TABLE updates (
    channel TEXT NOT NULL,
    id INTEGER NOT NULL,
    body TEXT NOT NULL,
    received_ms INTEGER NOT NULL,
    handled_ms INTEGER,
    PRIMARY KEY (channel, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX updates_open ON updates (channel, id) WHERE handled_ms IS NULL;

  -- One message of a person and what became of it.
  CREATE TABLE turns (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    chat TEXT NOT NULL,
    owner TEXT NOT NULL,
    text TEXT NOT NULL,
    -- The channel's own mark of the message that it answers, and of the progress it showed.
    origin TEXT,
    shown TEXT,
    state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'stopped', 'interrupted')),
    attempts INTEGER NOT NULL DEFAULT 0,
    -- 1 once it called a tool that may change something outside of an operation.
    acted INTEGER NOT NULL DEFAULT 0,
    created_ms INTEGER NOT NULL,
    ended_ms INTEGER
  ) STRICT;
  CREATE INDEX turns_open ON turns (number) WHERE state IN ('queued', 'running');

  -- The history of a conversation, whole turns only.
  CREATE TABLE messages (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    turn INTEGER NOT NULL REFERENCES turns (number),
    chat TEXT NOT NULL,
    owner TEXT NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX messages_of ON messages (chat, owner, turn);

  -- What turns began on the host. Stored before the executor is asked.
  CREATE TABLE operations (
    request TEXT PRIMARY KEY,
    turn INTEGER NOT NULL REFERENCES turns (number),
    kind TEXT NOT NULL,
    container TEXT NOT NULL,
    operation TEXT,
    begun_ms INTEGER NOT NULL,
    told_ms INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX operations_untold ON operations (turn) WHERE told_ms IS NULL;

  -- What is to be said, stored with the reason for it and kept until it was.
  CREATE TABLE outbox (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    chat TEXT NOT NULL,
    -- 'reply' ends its turn, 'set-aside' one that never began, 'notice' is news of an earlier one,
    -- 'answer' belongs to no turn.
    kind TEXT NOT NULL CHECK (kind IN ('reply', 'set-aside', 'notice', 'answer')),
    turn TEXT,
    ok INTEGER NOT NULL,
    text TEXT NOT NULL,
    origin TEXT,
    -- How many parts of a long one were sent.
    parts INTEGER NOT NULL DEFAULT 0,
    created_ms INTEGER NOT NULL,
    sent_ms INTEGER
  ) STRICT;
  CREATE INDEX outbox_open ON outbox (chat, number) WHERE sent_ms IS NULL;
  CREATE INDEX outbox_sent ON outbox (sent_ms);
  `,
];

/** Brings the schema from whatever version the file has to the newest. @throws if the file is newer */
export function migrate(database: DatabaseSync): void {
  const row = database.prepare("PRAGMA user_version").get();
  const version = Number(row?.user_version ?? 0);
  if (version > migrations.length) {
    throw new Error(
      `agent.sqlite has schema ${version}, this voxnix knows ${migrations.length}: it was written by a newer one. Update voxnix, or move the file away.`,
    );
  }
  for (const [index, statements] of migrations.entries()) {
    if (index < version) continue;
    database.exec(`BEGIN IMMEDIATE; ${statements}; PRAGMA user_version = ${index + 1}; COMMIT`);
  }
  // Two databases on one host, or one that was deleted, must not give two turns the same id.
  database
    .prepare("INSERT OR IGNORE INTO facts (name, value) VALUES ('installation', ?)")
    .run(randomBytes(3).toString("hex"));
}
