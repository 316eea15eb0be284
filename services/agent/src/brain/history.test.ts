import { expect, test } from "vitest";
import { asModelHistory, repaired } from "./history.ts";
import { StoredMessage } from "./messages.ts";

const user = (text: string): StoredMessage => ({ role: "user", text });
const calling = (...ids: string[]): StoredMessage => ({
  role: "assistant",
  text: "",
  calls: ids.map((id) => ({ id, tool: "list_containers", arguments: {} })),
});
const answer = (call: string): StoredMessage => ({
  role: "tool",
  call,
  tool: "list_containers",
  ok: true,
  text: "none",
});
const said = (text: string): StoredMessage => ({ role: "assistant", text, calls: [] });

test("a whole history stays as it is", () => {
  const history = [
    user("a"),
    calling("1", "2"),
    answer("2"),
    answer("1"),
    said("b"),
    said("notice"),
    user("c"),
  ];
  expect(repaired(history)).toEqual(history);
});

test("a call without its answer gets one before the next message", () => {
  const fixed = repaired([user("a"), calling("1", "2"), answer("1"), user("b")]);
  expect(fixed.map((message) => (message.role === "tool" ? message.call : message.role))).toEqual([
    "user",
    "assistant",
    "1",
    "2",
    "user",
  ]);
  expect(fixed[3]).toMatchObject({ ok: false, text: expect.stringContaining("Interrupted") });
});

test("an answer without its call is dropped, and so is what stands before the first question", () => {
  expect(repaired([said("notice"), answer("0"), user("a"), answer("9"), said("b")])).toEqual([
    user("a"),
    said("b"),
  ]);
  expect(repaired([said("notice")])).toEqual([]);
});

test("a history too long for a model loses its oldest turns whole", () => {
  const turn = (n: number) => [
    user(`question ${n}`),
    calling(`${n}`),
    { ...answer(`${n}`), text: "x".repeat(19_000) },
    said("ok"),
  ];
  const messages = asModelHistory(Array.from({ length: 20 }, (_, n) => turn(n)).flat());
  expect(messages[0]?.text).toMatch(/^question \d+$/);
  expect(messages).toHaveLength(4 * 6);
  expect(messages.at(-1)?.text).toBe("ok");
});

test("messages survive the way through JSON", () => {
  const history = [user("a"), calling("1"), answer("1"), said("b")];
  expect(history.map((message) => StoredMessage.parse(JSON.parse(JSON.stringify(message))))).toEqual(history);
});
