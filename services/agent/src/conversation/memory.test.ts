import { afterEach, beforeEach, expect, it } from "vitest";
import { openStore, type Store } from "../store/index.ts";
import { remembered } from "./memory.ts";
import { ada } from "./testing/stage.ts";

let store: Store;
beforeEach(() => {
  store = openStore(":memory:");
});
afterEach(() => store.close());

/** A turn that looked at something long. */
const turn = (number: number, length = 4_000) => {
  const text = `look ${number}`;
  const call = `call-${number}`;
  store.messages.add(store.turns.add({ ...ada, text }), [
    { role: "user", text },
    {
      role: "assistant",
      text: "",
      calls: [{ id: call, tool: "container_logs", arguments: { name: "dev" } }],
    },
    { role: "tool", call, tool: "container_logs", ok: true, text: "x".repeat(length) },
    { role: "assistant", text: `seen ${number}`, calls: [] },
  ]);
};

it("keeps everything while there is room", () => {
  for (const number of [1, 2, 3]) turn(number);
  expect(remembered(store, ada, 100_000)).toHaveLength(12);
});

it("keeps of older turns what was said, and of the oldest nothing", () => {
  for (let number = 1; number <= 150; number++) turn(number);
  const kept = remembered(store, ada, 3_000);
  expect(kept.at(-1)).toMatchObject({ text: "seen 150" });
  expect(kept).toContainEqual({ role: "user", text: "look 140" });
  expect(kept).not.toContainEqual({ role: "user", text: "look 1" });
  expect(kept.filter(({ role }) => role === "tool").length).toBeLessThan(6);
  expect(JSON.stringify(kept).length).toBeLessThanOrEqual(3_000 * 4);
});

it.each([1_000, 2_000, 3_000, 5_000, 8_000, 13_000])(
  "never keeps a call without its answer, within %i tokens",
  (tokens) => {
    for (let number = 1; number <= 40; number++) turn(number, 500 * (number % 7));
    const kept = remembered(store, ada, tokens);
    const calls = kept
      .flatMap((message) => (message.role === "assistant" ? message.calls : []))
      .map(({ id }) => id);
    const answers = kept.flatMap((message) => (message.role === "tool" ? [message.call] : []));
    expect(answers).toEqual(calls);
    expect(kept[0]?.role).toBe("user");
  },
);

it("keeps what was said in a turn that is too long for the budget by itself", () => {
  turn(1, 100_000);
  expect(remembered(store, ada, 2_000)).toEqual([
    { role: "user", text: "look 1" },
    { role: "assistant", text: "seen 1", calls: [] },
  ]);
});
