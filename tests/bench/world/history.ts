import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { sandboxPaths } from "@voxnix/sandbox";

/**
 * Gives a chat a long history: what was said in its last turn, again and again, until it has so many messages.
 * Written beside the running agent, as if it had been said: saying it would take an hour.
 */
export function lengthenHistory(chat: string, messages: number): void {
  const database = new DatabaseSync(join(sandboxPaths().root, "var/lib/voxnix-agent/agent.sqlite"));
  try {
    database.exec("PRAGMA busy_timeout = 10000");
    database.exec("BEGIN IMMEDIATE");
    const count = Number(
      database.prepare("SELECT count(*) AS n FROM messages WHERE chat = ?").get(chat)?.n ?? 0,
    );
    const last = database
      .prepare("SELECT * FROM turns WHERE chat = ? ORDER BY number DESC LIMIT 1")
      .get(chat);
    if (last === undefined) throw new Error(`${chat} has said nothing yet.`);
    const said = database
      .prepare("SELECT * FROM messages WHERE turn = ? ORDER BY number")
      .all(Number(last.number));
    const columns = Object.keys(last).filter((name) => name !== "number");
    const addTurn = database.prepare(
      `INSERT INTO turns (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`,
    );
    const addMessage = database.prepare("INSERT INTO messages (turn, chat, owner, body) VALUES (?, ?, ?, ?)");
    for (let have = count; have < messages; have += said.length) {
      const { lastInsertRowid } = addTurn.run(
        ...columns.map((name) => (name === "id" ? `${String(last.id)}-${have}` : (last[name] ?? null))),
      );
      for (const { owner, body } of said) addMessage.run(lastInsertRowid, chat, String(owner), String(body));
    }
    database.exec("COMMIT");
  } finally {
    database.close();
  }
}
