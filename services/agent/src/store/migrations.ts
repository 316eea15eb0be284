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
  `
  -- 'say' goes to the brain, 'command' and 'answer' do not, 'perform' runs the calls of an approval.
  ALTER TABLE turns ADD COLUMN task TEXT NOT NULL DEFAULT 'say'
    CHECK (task IN ('say', 'command', 'answer', 'perform'));
  ALTER TABLE turns ADD COLUMN approval TEXT;

  -- JSON: rows of buttons, and files that go with the message.
  ALTER TABLE outbox ADD COLUMN buttons TEXT NOT NULL DEFAULT '[]';
  ALTER TABLE outbox ADD COLUMN files TEXT NOT NULL DEFAULT '[]';
  -- The channel's own mark of the message, once it is said.
  ALTER TABLE outbox ADD COLUMN shown TEXT;
  -- Whom it is for: a group has several.
  ALTER TABLE outbox ADD COLUMN owner TEXT;
  -- Not said before this time: quiet hours.
  ALTER TABLE outbox ADD COLUMN not_before_ms INTEGER NOT NULL DEFAULT 0;
  -- What is shown in its place once its question is decided, and since when it is.
  ALTER TABLE outbox ADD COLUMN settled TEXT;
  ALTER TABLE outbox ADD COLUMN settled_ms INTEGER;
  CREATE INDEX outbox_unsettled ON outbox (number) WHERE settled IS NOT NULL AND settled_ms IS NULL;

  -- Who may speak. One who was removed stays known, so that the configuration does not let them in again.
  CREATE TABLE people (
    owner TEXT PRIMARY KEY,
    role TEXT NOT NULL CHECK (role IN ('owner', 'member')),
    name TEXT,
    admitted_by TEXT NOT NULL,
    admitted_ms INTEGER NOT NULL,
    removed_ms INTEGER
  ) STRICT, WITHOUT ROWID;

  -- Strangers whom the owners were told of.
  CREATE TABLE knocks (owner TEXT PRIMARY KEY, name TEXT, told_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;

  -- What a person chose, in one chat or (chat '') everywhere.
  CREATE TABLE preferences (
    owner TEXT NOT NULL,
    chat TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (owner, chat, name)
  ) STRICT, WITHOUT ROWID;

  -- Calls that wait for a person's yes. Decided once.
  CREATE TABLE approvals (
    id TEXT PRIMARY KEY,
    chat TEXT NOT NULL,
    owner TEXT NOT NULL,
    turn INTEGER NOT NULL REFERENCES turns (number),
    -- JSON: each call with its exact arguments and what the person was asked.
    asked TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'approved', 'refused', 'expired', 'superseded')),
    created_ms INTEGER NOT NULL,
    expires_ms INTEGER NOT NULL,
    decided_ms INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX approvals_open ON approvals (chat, owner) WHERE state = 'open';

  -- Whose next message is the value of which secret. The value itself is never here.
  CREATE TABLE awaited_secrets (
    chat TEXT NOT NULL,
    owner TEXT NOT NULL,
    secret TEXT NOT NULL,
    expires_ms INTEGER NOT NULL,
    PRIMARY KEY (chat, owner)
  ) STRICT, WITHOUT ROWID;

  -- What models used, one row for each turn and model.
  CREATE TABLE usage (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    owner TEXT NOT NULL,
    turn TEXT NOT NULL,
    model TEXT NOT NULL,
    input_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    cost_usd REAL,
    at_ms INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX usage_of ON usage (owner, at_ms);

  -- Who asked, approved and got what. Nothing is ever changed here.
  CREATE TABLE audit (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at_ms INTEGER NOT NULL,
    owner TEXT NOT NULL,
    chat TEXT NOT NULL,
    turn TEXT,
    event TEXT NOT NULL,
    subject TEXT NOT NULL,
    -- JSON
    detail TEXT NOT NULL
  ) STRICT;
  CREATE INDEX audit_of ON audit (owner, number);
  CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
  CREATE TRIGGER audit_is_not_shortened BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

  -- How things stood when somebody was last told, so that each is told once.
  CREATE TABLE sights (
    owner TEXT NOT NULL,
    subject TEXT NOT NULL,
    state TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (owner, subject)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- What is old is dropped with the turn that it hangs on.
  CREATE INDEX turns_ended ON turns (ended_ms);
  CREATE INDEX messages_turn ON messages (turn);
  CREATE INDEX operations_turn ON operations (turn);
  CREATE INDEX approvals_turn ON approvals (turn);
  CREATE INDEX audit_at ON audit (at_ms);
  CREATE INDEX usage_at ON usage (at_ms);
  CREATE INDEX updates_handled ON updates (handled_ms);

  -- The audit is kept for as long as the configuration says; before that nothing goes.
  DROP TRIGGER audit_is_not_shortened;
  CREATE TRIGGER audit_is_not_shortened BEFORE DELETE ON audit
    WHEN OLD.at_ms >= coalesce((SELECT CAST(value AS INTEGER) FROM facts WHERE name = 'audit kept since'), 0)
    BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
  `,
];

/**
 * Brings the schema from whatever version the file has to the newest. @throws if the file is newer
 * @param until for tests of an update: stops at this version
 */
export function migrate(database: DatabaseSync, until = migrations.length): void {
  const row = database.prepare("PRAGMA user_version").get();
  const version = Number(row?.user_version ?? 0);
  if (version > migrations.length) {
    throw new Error(
      `agent.sqlite has schema ${version}, this voxnix knows ${migrations.length}: it was written by a newer one. Update voxnix, or move the file away.`,
    );
  }
  for (const [index, statements] of migrations.slice(0, until).entries()) {
    if (index < version) continue;
    database.exec(`BEGIN IMMEDIATE; ${statements}; PRAGMA user_version = ${index + 1}; COMMIT`);
  }
  // Two databases on one host, or one that was deleted, must not give two turns the same id.
  database
    .prepare("INSERT OR IGNORE INTO facts (name, value) VALUES ('installation', ?)")
    .run(randomBytes(3).toString("hex"));
}
