import { expect, test } from "vitest";
import { internalJson, type NixProgress } from "./internal-json.ts";

function listen() {
  const heard = { progress: [] as NixProgress[], log: [] as string[], errors: [] as string[] };
  const feed = internalJson({
    progress: (progress) => heard.progress.push(progress),
    log: (source, text) => heard.log.push(`${source}: ${text}`),
    error: (text) => heard.errors.push(text),
  });
  return { feed, heard };
}

const line = (message: object) => `@nix ${JSON.stringify(message)}\n`;
const drv = `/nix/store/${"a".repeat(32)}-fish-4.0.2.drv`;

test("progress, the running build and its log lines are told", () => {
  const { feed, heard } = listen();
  feed(line({ action: "start", id: 1, type: 104, text: "" }));
  feed(line({ action: "start", id: 2, type: 105, text: "", fields: [drv, "", 1, 1] }));
  feed(line({ action: "result", id: 1, type: 105, fields: [0, 3, 1, 0] }));
  feed(line({ action: "result", id: 2, type: 101, fields: ["\u001b[1mcompiling\u001b[0m"] }));
  feed(line({ action: "stop", id: 2 }));
  expect(heard.progress[1]).toEqual({ done: 0, expected: 3, running: 1, activity: "building fish-4.0.2" });
  expect(heard.progress.at(-1)?.activity).toBe("");
  expect(heard.log).toEqual(["fish-4.0.2: compiling"]);
});

test("a line may come in any pieces", () => {
  const { feed, heard } = listen();
  const text = line({ action: "msg", level: 0, msg: "error: größer" });
  for (const character of text) feed(character);
  expect(heard.errors).toEqual(["error: größer"]);
});

test("ids beyond 2^53 are told apart", () => {
  const { feed, heard } = listen();
  feed(`@nix {"action":"start","id":9007199254740993,"type":105,"text":"","fields":["${drv}"]}\n`);
  feed(`@nix {"action":"start","id":9007199254740992,"type":105,"text":"","fields":["x.drv"]}\n`);
  feed('@nix {"action":"stop","id":9007199254740992}\n');
  expect(heard.progress.at(-1)?.activity).toBe("building fish-4.0.2");
});

test("what looks like an id inside of a text is left alone", () => {
  const { feed, heard } = listen();
  feed(line({ action: "msg", level: 0, msg: 'he said "id":12' }));
  expect(heard.errors).toEqual(['he said "id":12']);
});

test("garbage is passed over, other lines are log lines, and the rest is still understood", () => {
  const { feed, heard } = listen();
  feed('@nix {\n@nix null\n@nix []\n@nix {"action":"dance"}\n@nix {"action":"start"}\nwarning: x\n\n');
  feed(line({ action: "msg", level: 0, msg: "error: y" }));
  expect(heard).toEqual({ progress: [], log: ["nix: warning: x"], errors: ["error: y"] });
});

test("a line without end does not fill the memory", () => {
  const { feed, heard } = listen();
  for (let piece = 0; piece < 40; piece++) feed("x".repeat(100_000));
  feed(`\n${line({ action: "msg", level: 0, msg: "error: z" })}`);
  expect(heard.errors).toEqual(["error: z"]);
  expect(heard.log.join("").length).toBeLessThan(2_000_000);
});
