import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { creating, Stage } from "../../conversation/testing/stage.ts";
import { runTerminalClient } from "./client.ts";
import { openTerminal, type TerminalChannel } from "./server.ts";

let folder: string;
let socketPath: string;
let stage: Stage;
let channel: TerminalChannel;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "voxnix-terminal-"));
  socketPath = join(folder, "chat.sock");
  stage = await Stage.open();
  channel = await open();
});
afterEach(async () => {
  await stage.close();
  await channel.close();
  rmSync(folder, { recursive: true });
});
const open = () =>
  openTerminal({ conversation: stage.conversation, socketPath, model: "scripted", log: stage.log });

/** What a client prints, to where, and its exit code. */
async function client(options: { say?: string[]; json?: boolean; input?: Readable; user?: string }) {
  const output = new PassThrough();
  const errors = new PassThrough();
  const code = runTerminalClient({
    socketPath,
    user: "ada",
    patienceMs: 200,
    output,
    errors,
    ...options,
  }).finally(() => {
    output.end();
    errors.end();
  });
  const [printed, complaints] = await Promise.all([text(output), text(errors)]);
  return { code: await code, printed, complaints };
}

/** A client that speaks the wire itself. */
async function raw(): Promise<{ socket: Socket; next: () => Promise<Record<string, unknown>> }> {
  const socket = connect(socketPath);
  await once(socket, "connect");
  const { createInterface } = await import("node:readline");
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  return { socket, next: async () => JSON.parse(String((await lines.next()).value)) };
}

describe("the chat socket", () => {
  it("is open to its owner alone", () => {
    expect(statSync(socketPath).mode & 0o777).toBe(0o600);
  });

  it("that a killed process left is taken over, one that answers is not", async () => {
    await expect(open()).rejects.toThrow(/Another agent/);
    expect(existsSync(socketPath)).toBe(true);
  });

  it.each([
    ["no JSON", "hello", /JSON object/],
    ["an unknown type", '{"type":"dance"}', /"hello", "say", "press" or "stop"/],
    ["a name that is none", '{"type":"hello","user":"a b"}', /user.*A-Z/],
    ["words before the hello", '{"type":"say","text":"hi"}', /hello/],
    ["empty words", '{"type":"say","text":" "}', /text.*empty/],
    ["too many words", JSON.stringify({ type: "say", text: "x".repeat(17_000) }), /16000/],
  ])("refuses %s and goes on", async (_what, line, reason) => {
    const { socket, next } = await raw();
    socket.write(`${line}\n`);
    expect(await next()).toMatchObject({ type: "refused", message: expect.stringMatching(reason) });
    socket.write('{"type":"hello","user":"ada"}\n');
    expect(await next()).toEqual({ type: "welcome", user: "ada", model: "scripted" });
    socket.destroy();
  });

  it("hangs up on a line without end", async () => {
    const { socket } = await raw();
    const closed = new Promise((resolve) => socket.on("error", () => {}).once("close", resolve));
    socket.write("x".repeat(200_000));
    await closed;
  });
});

describe("a client with lines to say", () => {
  it("prints a transcript, and ends with 0 if every turn did", async () => {
    stage.script = async (request, executor) =>
      request.text.startsWith("create")
        ? creating("dev")(request, executor)
        : { reply: "**dev** is `running`.\n\n- one\n- two" };
    const { code, printed, complaints } = await client({ say: ["create dev", "what is running?"] });
    expect(printed.replace(/in \d+\.\d s/, "in 0.1 s")).toMatchInlineSnapshot(`
      "you › create dev
        · Now: EVALUATE
        · Now: BUILD
        · Now: INSTALL
        · Now: BOOT
        · Now: VERIFY
        ✓ dev created in 0.1 s

        dev is running at 10.88.0.2.

      you › what is running?

        dev is \`running\`.

        • one
        • two

      "
    `);
    expect({ code, complaints }).toEqual({ code: 0, complaints: "" });
  });

  it("ends with 1 if a turn ended in an error, after saying the rest", async () => {
    stage.script = async ({ text }) => ({ ok: text !== "bad", reply: text });
    const { code, printed } = await client({ say: ["bad", "good"] });
    expect(code).toBe(1);
    expect(printed).toContain("good");
  });

  it("prints the events as they are with --json", async () => {
    stage.script = creating("dev");
    const { code, printed } = await client({ say: ["create dev"], json: true });
    const events = printed
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(code).toBe(0);
    expect(events[0]).toEqual({
      type: "turn",
      turn: expect.stringMatching(/^turn-1-/),
      owner: "terminal:ada",
      text: "create dev",
    });
    expect(events.slice(1, -1).every(({ type }) => type === "operation")).toBe(true);
    expect(events.at(-1)).toMatchObject({ type: "reply", ok: true });
  });

  it("takes its lines from a pipe as well", async () => {
    const { code, printed } = await client({ input: Readable.from(["hello\n", "\n", "again\n"]) });
    expect(code).toBe(0);
    expect(printed).toContain("You said: hello");
    expect(printed).toContain("You said: again");
  });

  it("speaks as its user, whose containers nobody else has", async () => {
    await client({ say: ["hi"], user: "bob" });
    expect(stage.requests[0]?.owner).toBe("terminal:bob");
  });

  it("says in one sentence that nobody is there", async () => {
    await channel.close();
    channel = { close: async () => {} };
    const { code, complaints } = await client({ say: ["hi"] });
    expect(code).toBe(2);
    expect(complaints).toMatch(/^There is no agent at .*\n$/);
  });

  it("is not moved about by what a container prints", async () => {
    stage.script = async () => ({ reply: "a\u001b[2J\u0007b\r\nc" });
    const { printed } = await client({ say: ["\u001b[2Jhi"] });
    expect(printed).toBe("you › hi\n\n  ab\n  c\n\n");
  });

  it("says so when the agent hangs up in the middle", async () => {
    stage.script = () => new Promise(() => {});
    const running = client({ say: ["hi"] });
    await expect.poll(() => stage.requests.length).toBe(1);
    await channel.close();
    channel = { close: async () => {} };
    expect(await running).toMatchObject({ code: 2, complaints: expect.stringContaining("hung up") });
  });
});

describe("a client that hangs up", () => {
  it("does not stop its turn, and hears of the outcome when it comes back", async () => {
    const gate = Promise.withResolvers<void>();
    stage.script = () => gate.promise.then(() => ({ reply: "done at last" }));
    const first = await raw();
    first.socket.write('{"type":"hello","user":"ada"}\n{"type":"say","text":"go"}\n');
    await expect.poll(() => stage.requests.length).toBe(1);
    first.socket.destroy();
    await once(first.socket, "close");
    gate.resolve();
    await expect.poll(() => stage.store.turns.open()).toEqual([]);
    const second = await raw();
    second.socket.write('{"type":"hello","user":"ada"}\n');
    expect(await second.next()).toMatchObject({ type: "welcome" });
    expect(await second.next()).toMatchObject({ type: "notice", ok: true, text: "done at last" });
    second.socket.destroy();
  });
});

describe("two clients", () => {
  it("of different users talk at the same time, each about their own", async () => {
    const gate = Promise.withResolvers<void>();
    stage.script = async ({ text }) => {
      if (text === "slow") await gate.promise;
      return { reply: `answer to ${text}` };
    };
    const slow = client({ say: ["slow"], user: "ada" });
    const quick = await client({ say: ["quick"], user: "bob" });
    gate.resolve();
    expect(quick.printed).not.toContain("slow");
    expect((await slow).printed).toContain("answer to slow");
  });
});

describe("a stop", () => {
  it("ends the turn, which says so", async () => {
    stage.script = ({ signal }) =>
      new Promise((resolve) => signal.addEventListener("abort", () => resolve({ ok: false, reply: "" })));
    const { socket, next } = await raw();
    socket.write('{"type":"hello","user":"ada"}\n{"type":"say","text":"go"}\n');
    await expect.poll(() => stage.requests.length).toBe(1);
    socket.write('{"type":"stop"}\n');
    const types = [];
    for (let last = ""; last !== "turn-end"; types.push(last)) last = String((await next()).type);
    expect(types).toEqual(["welcome", "turn", "reply", "turn-end"]);
    socket.destroy();
  });
});

describe("the client as a program", () => {
  it("ends with 2 and one sentence when its user's name is refused", async () => {
    const program = join(import.meta.dirname, "main.ts");
    const child = spawn(process.execPath, [program, "--socket", socketPath, "--user", "a b", "--say", "hi"]);
    const complaints = text(child.stderr);
    expect(await once(child, "exit")).toEqual([2, null]);
    expect(await complaints).toBe(
      "The agent did not take that: user: takes 1 to 64 of A-Z a-z 0-9 _ . @ -\n",
    );
  });
});
