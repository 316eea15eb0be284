import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { sandboxPaths } from "@voxnix/sandbox";
import { z } from "zod";

/** What the agent has written down of these users: its own record of what is answered and what is not. */
export interface Ledger {
  turns: { id: string; chat: string; text: string; state: string; task: string }[];
  outbox: {
    chat: string;
    kind: string;
    turn: string | null;
    text: string;
    sent: boolean;
    settled: boolean;
  }[];
  /** What the channel received and nobody has handled. */
  unhandled: number;
  /** Operations whose end nobody was told. */
  untold: number;
  openApprovals: number;
}

const Turn = z.object({
  id: z.string(),
  chat: z.string(),
  text: z.string(),
  state: z.string(),
  task: z.string(),
});
const Message = z.object({
  chat: z.string(),
  kind: z.string(),
  turn: z.string().nullable(),
  text: z.string(),
  sent: z.number().transform(Boolean),
  settled: z.number().transform(Boolean),
});

/** Reads the agent's database beside the running agent. */
export function readLedger(users: readonly number[]): Ledger {
  const file = join(sandboxPaths().root, "var/lib/voxnix-agent/agent.sqlite");
  const database = new DatabaseSync(file, { readOnly: true });
  const chats = users.map((id) => `telegram:${id}`);
  const places = chats.map(() => "?").join(", ");
  const count = (sql: string, ...values: string[]) => Number(database.prepare(sql).get(...values)?.n ?? 0);
  try {
    return {
      turns: database
        .prepare(`SELECT id, chat, text, state, task FROM turns WHERE chat IN (${places}) ORDER BY number`)
        .all(...chats)
        .map((row) => Turn.parse(row)),
      outbox: database
        .prepare(
          `SELECT chat, kind, turn, text, sent_ms IS NOT NULL AS sent, settled IS NULL OR settled_ms IS NOT NULL AS settled
           FROM outbox WHERE chat IN (${places}) ORDER BY number`,
        )
        .all(...chats)
        .map((row) => Message.parse(row)),
      unhandled: count("SELECT count(*) AS n FROM updates WHERE channel = 'telegram' AND handled_ms IS NULL"),
      untold: count(
        `SELECT count(*) AS n FROM operations JOIN turns ON turns.number = operations.turn
         WHERE told_ms IS NULL AND turns.chat IN (${places})`,
        ...chats,
      ),
      openApprovals: count(
        `SELECT count(*) AS n FROM approvals WHERE state = 'open' AND chat IN (${places})`,
        ...chats,
      ),
    };
  } finally {
    database.close();
  }
}

/** What is still to be done, in a few words; undefined if nothing is. */
export function pendingIn({ turns, outbox, unhandled, untold }: Ledger): string | undefined {
  const open = turns.filter(({ state }) => state === "queued" || state === "running").length;
  const unsaid = outbox.filter(({ sent }) => !sent).length;
  const unsettled = outbox.filter(({ sent, settled }) => sent && !settled).length;
  const left = {
    "updates unhandled": unhandled,
    "turns open": open,
    "messages unsaid": unsaid,
    "questions unsettled": unsettled,
    "operations untold": untold,
  };
  const texts = Object.entries(left).flatMap(([what, number]) => (number > 0 ? [`${number} ${what}`] : []));
  return texts.length > 0 ? texts.join(", ") : undefined;
}
