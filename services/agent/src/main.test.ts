import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { startFakeTelegram } from "../../../tests/fakes/telegram/server.ts";
import { runTerminalClient } from "./channels/terminal/client.ts";
import { FakeExecutor } from "./executor/testing/fake.ts";

const Line = z.looseObject({ event: z.string(), httpPort: z.number().optional() });

let folder: string;
const started: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "voxnix-agent-"));
});
afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** The agent as a process of its own, with nothing in its environment but this. */
function agent(environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(import.meta.dirname, "main.ts")], {
    env: {
      PATH: process.env.PATH,
      VOXNIX_AGENT_STATE: join(folder, "state"),
      VOXNIX_CHAT_SOCKET: join(folder, "chat.sock"),
      VOXNIX_SOCKET: join(folder, "executor.sock"),
      VOXNIX_HTTP_PORT: "0",
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  started.push(child);
  const ended = once(child, "exit").then(([code]) => Number(code));
  return { child, ended, complaints: text(child.stderr) };
}

/** The messages that show the progress of turns, as the agent has them on disk. */
function shownMessages(): unknown[] {
  const database = new DatabaseSync(join(folder, "state", "agent.sqlite"), { readOnly: true });
  try {
    return database
      .prepare("SELECT shown FROM turns")
      .all()
      .map(({ shown }) => shown);
  } finally {
    database.close();
  }
}

/** Resolves with the port of the HTTP door once the agent is ready. */
async function ready({ child }: ReturnType<typeof agent>): Promise<number> {
  if (child.stdout === null) throw new Error("no output");
  for await (const line of createInterface({ input: child.stdout })) {
    const { event, httpPort } = Line.parse(JSON.parse(line));
    if (event === "ready") return httpPort ?? 0;
  }
  throw new Error("the agent ended before it was ready");
}

describe("the agent's process", () => {
  it("starts without an executor, says so at its door, and ends cleanly", async () => {
    const process = agent();
    const port = await ready(process);
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
    const readiness = await fetch(`http://127.0.0.1:${port}/readyz`);
    expect(readiness.status).toBe(503);
    expect(await readiness.json()).toMatchObject({ checks: [{ name: "executor", ok: false }] });
    process.child.kill("SIGTERM");
    expect(await process.ended).toBe(0);
    expect(await process.complaints).toBe("");
  });

  it("says in chat that the executor is not there", async () => {
    await ready(agent());
    const { PassThrough } = await import("node:stream");
    const output = new PassThrough();
    const printed = text(output);
    const code = await runTerminalClient({
      socketPath: join(folder, "chat.sock"),
      user: "ada",
      say: ["what is running?"],
      output,
    });
    output.end();
    expect(await printed).toMatch(/executor/);
    expect(code).toBe(1);
  });

  it("takes up its place after it was killed", async () => {
    const first = agent();
    await ready(first);
    first.child.kill("SIGKILL");
    await first.ended;
    await ready(agent());
  });

  it("ends with 78 and one message at a configuration that cannot work", async () => {
    const { ended, complaints } = agent({ LOG_LEVEL: "loud", TELEGRAM_BOT_TOKEN: "hunter2" });
    expect(await ended).toBe(78);
    expect(await complaints).toMatch(/^TELEGRAM_BOT_TOKEN .*\nLOG_LEVEL .*\n$/);
    expect(await complaints).not.toContain("hunter2");
  });

  it("ends with 78 when Telegram does not know its token", async () => {
    const fake = await startFakeTelegram({ port: 0 });
    const token = "4242424242:AAWrongWrongWrongWrongWrongWrongWro";
    const { ended, complaints } = agent({ TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: fake.apiRoot });
    expect(await ended).toBe(78);
    expect(await complaints).toMatch(/^Telegram does not know the token in TELEGRAM_BOT_TOKEN.*\n$/);
    expect(await complaints).not.toContain(token);
    await fake.close();
  });

  it("tells after its restart how the operation ended in whose middle it was killed", async () => {
    const [telegram, executor] = await Promise.all([startFakeTelegram({ port: 0 }), FakeExecutor.start()]);
    const environment = {
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.apiRoot,
      TELEGRAM_ALLOWED_USERS: "1001",
      VOXNIX_SOCKET: executor.socketPath,
    };
    const sent = () =>
      telegram.world.transcript.after(0).flatMap((entry) => (entry.kind === "sent" ? [entry.text] : []));
    executor.operations.hold("dev");
    const first = agent(environment);
    await ready(first);
    await fetch(`${telegram.apiRoot}/control/say`, {
      method: "POST",
      body: JSON.stringify({ from: 1001, text: "create a dev container with git" }),
    });
    await expect.poll(sent, { timeout: 15_000 }).toEqual([expect.stringContaining("Creating dev")]);
    // Before it has written down which message shows the progress, a kill leaves that message as it is.
    await expect.poll(shownMessages, { timeout: 15_000 }).toEqual([expect.any(String)]);
    first.child.kill("SIGKILL");
    await first.ended;
    await ready(agent(environment));
    executor.operations.release("dev");
    const outcomes = () => sent().filter((text) => /dev.*10\.88\.0\.2/.test(text));
    await expect.poll(outcomes, { timeout: 15_000 }).toHaveLength(1);
    expect(executor.calls.filter((rpc) => rpc === "Containers.Create")).toHaveLength(1);
    await expect
      .poll(() => telegram.world.transcript.after(0).findLast(({ kind }) => kind === "edited"), {
        timeout: 10_000,
      })
      .toMatchObject({ text: expect.stringContaining("✅ dev created") });
    expect(telegram.world.violations).toEqual([]);
    executor.close();
    await telegram.close();
  }, 60_000);
});
