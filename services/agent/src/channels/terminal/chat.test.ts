import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterEach, beforeEach, expect, test } from "vitest";
import { chat } from "./chat.ts";
import { Choices } from "./choices.ts";
import type { AgentConnection, Ending } from "./connection.ts";
import { Screen } from "./screen.ts";

const well: Ending = { ok: true, secret: false };
let folder: string;
let historyFile: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "voxnix-chat-"));
  historyFile = join(folder, "voxnix/history");
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A chat by hand whose turns end when the test says so. */
function sitting() {
  const said: string[] = [];
  const sent: string[] = [];
  const turns: PromiseWithResolvers<Ending>[] = [];
  const pressed: string[] = [];
  const begin = () => {
    const turn = Promise.withResolvers<Ending>();
    turns.push(turn);
    return turn.promise;
  };
  const connection: AgentConnection = {
    model: "offline",
    send: ({ type }) => void sent.push(type),
    say(text) {
      said.push(text);
      return begin();
    },
    press(button) {
      pressed.push(button);
      return begin();
    },
    close() {},
  };
  const input = new PassThrough();
  const output = new PassThrough();
  let printed = "";
  output.setEncoding("utf8").on("data", (chunk) => {
    printed += chunk;
  });
  const choices = new Choices();
  const screen = new Screen({ output, live: false, echo: false, colours: false, columns: 80 });
  const left = chat({ connection, screen, choices, user: "ada", input, output, historyFile });
  return { said, sent, pressed, turns, choices, input, left, printed: () => printed };
}

const ctrlC = "\u0003";
const up = "\u001b[A";
const ctrlD = "\u0004";

test("Ctrl-C stops the turn under way, also after one that found nothing to stop", async () => {
  const { said, sent, turns, input, left } = sitting();
  input.write(ctrlC);
  input.write("create dev\r");
  await expect.poll(() => said).toEqual(["create dev"]);
  input.write(ctrlC);
  await expect.poll(() => sent).toEqual(["stop"]);
  turns[0]?.resolve({ ...well, ok: false });
  input.write(ctrlD);
  expect(await left).toBe(0);
});

test("what is typed during a turn goes on at its end", async () => {
  const { said, turns, input, left } = sitting();
  input.write("one\r");
  await expect.poll(() => said).toEqual(["one"]);
  input.write("half");
  turns[0]?.resolve(well);
  await turns[0]?.promise;
  await new Promise(setImmediate);
  input.write("way\r");
  await expect.poll(() => said).toEqual(["one", "halfway"]);
  turns[1]?.resolve(well);
  input.end(ctrlD);
  await left;
});

test("Ctrl-C drops the line that was begun", async () => {
  const { said, turns, input, left } = sitting();
  input.write(`destroy${ctrlC}list\r`);
  await expect.poll(() => said).toEqual(["list"]);
  turns[0]?.resolve(well);
  input.end(ctrlD);
  await left;
});

test("a number presses the button that it stands for, once", async () => {
  const { said, pressed, turns, choices, input, left } = sitting();
  const buttons = [
    [
      { id: "approve:x", label: "Yes" },
      { id: "refuse:x", label: "No" },
    ],
  ];
  choices.offer({ type: "reply", turn: "t", ok: true, text: "Sure?", buttons });
  input.write("2\r");
  await expect.poll(() => pressed).toEqual(["refuse:x"]);
  turns[0]?.resolve(well);
  await turns[0]?.promise;
  input.write("2\r");
  await expect.poll(() => said).toEqual(["2"]);
  turns[1]?.resolve(well);
  input.end(ctrlD);
  await left;
});

test("what was said is there again at the next start, for the user's eyes alone", async () => {
  const first = sitting();
  first.input.write("create dev\r");
  await expect.poll(() => first.said).toEqual(["create dev"]);
  first.turns[0]?.resolve(well);
  first.input.end(ctrlD);
  await first.left;
  expect(statSync(historyFile).mode & 0o777).toBe(0o600);
  const second = sitting();
  second.input.write(`${up}\r`);
  await expect.poll(() => second.said).toEqual(["create dev"]);
  second.turns[0]?.resolve(well);
  second.input.end(ctrlD);
  await second.left;
});

test("a secret is neither shown nor remembered", async () => {
  const { said, turns, input, left, printed } = sitting();
  input.write("/secret key\r");
  await expect.poll(() => said).toEqual(["/secret key"]);
  turns[0]?.resolve({ ok: true, secret: true });
  await expect.poll(printed).toContain("secret › ");
  input.write("verysecret\r");
  await expect.poll(() => said).toEqual(["/secret key", "verysecret"]);
  turns[1]?.resolve(well);
  await turns[1]?.promise;
  await new Promise(setImmediate);
  input.write("list\r");
  await expect.poll(() => said).toHaveLength(3);
  turns[2]?.resolve(well);
  input.end(ctrlD);
  await left;
  expect(printed()).not.toContain("verysecret");
  expect(readFileSync(historyFile, "utf8")).toBe("/secret key\nlist\n");
});

test("a value on the line that names the secret is not remembered", async () => {
  const { said, turns, input, left } = sitting();
  input.write("/secret key verysecret\r");
  await expect.poll(() => said).toHaveLength(1);
  turns[0]?.resolve(well);
  input.write("list\r");
  await expect.poll(() => said).toHaveLength(2);
  turns[1]?.resolve(well);
  input.end(ctrlD);
  await left;
  expect(readFileSync(historyFile, "utf8")).toBe("list\n");
});

test("of a secret that is pasted in several lines none but the first is said", async () => {
  const { said, turns, input, left, printed } = sitting();
  input.write("/secret key\r");
  await expect.poll(() => said).toHaveLength(1);
  turns[0]?.resolve({ ok: true, secret: true });
  await expect.poll(printed).toContain("secret › ");
  input.write("BEGIN\rverysecret\rEND\r");
  await expect.poll(() => said).toHaveLength(2);
  turns[1]?.resolve(well);
  await expect.poll(printed).toContain("Only the first line");
  input.write("list\r");
  await expect.poll(() => said).toEqual(["/secret key", "BEGIN", "list"]);
  turns[2]?.resolve(well);
  input.end(ctrlD);
  await left;
  expect(readFileSync(historyFile, "utf8")).not.toContain("verysecret");
});
