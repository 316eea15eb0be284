import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { OwnerId } from "@voxnix/protocol";
import { z } from "zod";
import { lightly } from "./database.ts";

const states = ["queued", "running", "done", "stopped", "interrupted"] as const;
export type TurnState = (typeof states)[number];

const tasks = ["say", "command", "answer", "perform"] as const;
/** `say` goes to the brain, `command` and `answer` do not, `perform` runs the calls of an approval. */
export type TurnTask = (typeof tasks)[number];

const Row = z.object({
  number: z.number(),
  id: z.string(),
  chat: z.string(),
  owner: OwnerId,
  text: z.string(),
  origin: z.string().nullable(),
  shown: z.string().nullable(),
  state: z.enum(states),
  attempts: z.number(),
  acted: z.number().transform((value) => value !== 0),
  task: z.enum(tasks),
  /** The id of the approval whose calls a `perform` runs. */
  approval: z.string().nullable(),
  created_ms: z.number(),
});

/** One message of a person and what became of it. */
export type Turn = z.infer<typeof Row>;

export interface NewTurn {
  /** Where it was said and is answered: the channel and its name of the chat, e.g. "telegram:-100123". */
  chat: string;
  owner: OwnerId;
  text: string;
  /** The channel's own mark of the message, for answering it. */
  origin?: string | undefined;
  task?: TurnTask;
  approval?: string;
}

/** The turns of all chats. A turn is queued, runs, and ends as done, stopped or interrupted. */
export class Turns {
  readonly #database: DatabaseSync;
  readonly #now: () => number;
  readonly #installation: string;

  constructor(database: DatabaseSync, now: () => number) {
    this.#database = database;
    this.#now = now;
    const row = database.prepare("SELECT value FROM facts WHERE name = 'installation'").get();
    this.#installation = String(row?.value);
  }

  /** Stores a turn as queued. */
  add({ chat, owner, text, origin, task = "say", approval }: NewTurn): Turn {
    const { lastInsertRowid } = this.#database
      .prepare(
        `INSERT INTO turns (id, chat, owner, text, origin, task, approval, state, created_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?, 'queued', ?)`,
      )
      .run(randomUUID(), chat, owner, text, origin ?? null, task, approval ?? null, this.#now());
    const number = Number(lastInsertRowid);
    const id = `turn-${number}-${this.#installation}`;
    this.#database.prepare("UPDATE turns SET id = ? WHERE number = ?").run(id, number);
    return this.get(number);
  }

  get(number: number): Turn {
    return Row.parse(this.#database.prepare("SELECT * FROM turns WHERE number = ?").get(number));
  }

  /** Those not yet ended, in the order in which they were said. */
  open(): Turn[] {
    return this.#database
      .prepare("SELECT * FROM turns WHERE state IN ('queued', 'running') ORDER BY number")
      .all()
      .map((row) => Row.parse(row));
  }

  /** Whether a person said something to the brain in a chat after that turn. */
  talkedSince({ chat, owner }: Pick<Turn, "chat" | "owner">, number: number): boolean {
    const row = this.#database
      .prepare(
        "SELECT 1 FROM turns WHERE number > ? AND chat = ? AND owner = ? AND task IN ('say', 'perform') LIMIT 1",
      )
      .get(number, chat, owner);
    return row !== undefined;
  }

  /** All who ever said something. */
  owners(): OwnerId[] {
    return this.#database
      .prepare("SELECT DISTINCT owner FROM turns")
      .all()
      .map(({ owner }) => OwnerId.parse(owner));
  }

  /** It begins to run; counts the attempt. */
  begin(number: number): void {
    // What is not counted is run once more; that takes a power cut for each attempt.
    lightly(this.#database, () => {
      this.#database
        .prepare("UPDATE turns SET state = 'running', attempts = attempts + 1 WHERE number = ?")
        .run(number);
    });
  }

  /** It may have changed something: it is not run again. */
  act(number: number): void {
    this.#database.prepare("UPDATE turns SET acted = 1 WHERE number = ?").run(number);
  }

  /** The channel's own mark of what it shows while the turn runs. */
  show(number: number, shown: string | null): void {
    this.#database.prepare("UPDATE turns SET shown = ? WHERE number = ?").run(shown, number);
  }

  end(number: number, state: "done" | "stopped" | "interrupted"): void {
    this.#database
      .prepare("UPDATE turns SET state = ?, ended_ms = ? WHERE number = ?")
      .run(state, this.#now(), number);
  }
}
