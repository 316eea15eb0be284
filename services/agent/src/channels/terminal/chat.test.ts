import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { chat } from "./chat.ts";
import type { AgentConnection } from "./connection.ts";
import { Screen } from "./screen.ts";

/** A chat by hand whose turns end when the test says so. */
function sitting() {
  const said: string[] = [];
  const sent: string[] = [];
  const turns: PromiseWithResolvers<boolean>[] = [];
  const connection: AgentConnection = {
    model: "offline",
    send: ({ type }) => void sent.push(type),
    say(text) {
      said.push(text);
      const turn = Promise.withResolvers<boolean>();
      turns.push(turn);
      return turn.promise;
    },
    close() {},
  };
  const input = new PassThrough();
  const output = new PassThrough();
  output.resume();
  const screen = new Screen({ output, live: false, echo: false, colours: false, columns: 80 });
  const left = chat({ connection, screen, user: "ada", input, output });
  return { said, sent, turns, input, left };
}

const ctrlC = "\u0003";
const ctrlD = "\u0004";

test("Ctrl-C stops the turn under way, also after one that found nothing to stop", async () => {
  const { said, sent, turns, input, left } = sitting();
  input.write(ctrlC);
  input.write("create dev\r");
  await expect.poll(() => said).toEqual(["create dev"]);
  input.write(ctrlC);
  await expect.poll(() => sent).toEqual(["stop"]);
  turns[0]?.resolve(false);
  input.write(ctrlD);
  expect(await left).toBe(0);
});

test("what is typed during a turn goes on at its end", async () => {
  const { said, turns, input, left } = sitting();
  input.write("one\r");
  await expect.poll(() => said).toEqual(["one"]);
  input.write("half");
  turns[0]?.resolve(true);
  await turns[0]?.promise;
  await new Promise(setImmediate);
  input.write("way\r");
  await expect.poll(() => said).toEqual(["one", "halfway"]);
  turns[1]?.resolve(true);
  input.end(ctrlD);
  await left;
});

test("Ctrl-C drops the line that was begun", async () => {
  const { said, turns, input, left } = sitting();
  input.write(`destroy${ctrlC}list\r`);
  await expect.poll(() => said).toEqual(["list"]);
  turns[0]?.resolve(true);
  input.end(ctrlD);
  await left;
});
