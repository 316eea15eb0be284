import { beforeAll, expect, test } from "vitest";
import { type WishCost, wishCosts } from "./testing/wish-cost.ts";

let costs: WishCost[];
beforeAll(async () => {
  costs = await wishCosts();
}, 120_000);

test("an everyday wish takes one call of the model, and one more for the tool that it needs", () => {
  const calls = costs.map(({ wish, requests }) => [wish, requests.length]);
  expect(calls.slice(0, 3)).toEqual([
    ["create a dev container with git and fish", 2],
    ["what is running?", 1],
    ["stop dev", 2],
  ]);
  expect(calls.slice(3)).toEqual(calls.slice(0, 3));
});

test("no call of an everyday wish costs more than 3000 tokens, with ten containers and thirty modules", () => {
  for (const { wish, tokens } of costs)
    for (const one of tokens) expect(one, `${wish}: ${tokens}`).toBeLessThanOrEqual(3000);
});

test("every call begins with the same bytes: rules, modules and tools, whoever speaks", () => {
  const all = costs.flatMap(({ requests }) => requests);
  const beginnings = all.map(({ messages, tools }) => JSON.stringify([messages[0], tools]));
  expect(new Set(beginnings).size).toBe(1);
});

test("what was sent before a person's last message was sent to the byte before", () => {
  const ada = costs.filter(({ who }) => who === "ada").flatMap(({ requests }) => requests);
  for (const [index, { messages }] of ada.entries()) {
    const earlier = ada[index - 1]?.messages ?? [];
    const said = messages.findLastIndex(({ role }) => role === "user");
    const known = earlier.findLastIndex(({ role }) => role === "user");
    // The live facts of the turn before are gone; from there on the messages are new.
    expect(messages.slice(0, Math.min(said, Math.max(known, 0)))).toEqual(
      earlier.slice(0, Math.min(said, Math.max(known, 0))),
    );
  }
});
