import { describe, expect, test } from "vitest";
import { chooseModel } from "../../services/agent/src/brain/index.ts";
import { cases } from "./cases/index.ts";
import { faultIn, harmless } from "./judge.ts";
import { run } from "./run.ts";

const offline = chooseModel({ name: "offline", baseUrl: undefined, apiKey: undefined });

test("there are enough cases, each once", () => {
  const said = Object.values(cases).flat();
  expect(said.length).toBeGreaterThanOrEqual(60);
  expect(new Set(said.map(({ say, before }) => JSON.stringify([say, before]))).size).toBe(said.length);
});

describe.each(Object.entries(cases))("the offline model: %s", (_category, all) => {
  test.each(all.filter(({ beyondOffline }) => !beyondOffline))("$say", async (one) => {
    expect(faultIn(await run(offline, one), one.expect)).toBeUndefined();
  });
});

const beyond = Object.values(cases)
  .flat()
  .filter(({ beyondOffline }) => beyondOffline);
test.each(beyond)("not understood offline, and harmless: $say", async (one) => {
  const did = await run(offline, one);
  expect(harmless(did, one.expect), JSON.stringify(did)).toBe(true);
  // Once it is understood, the mark is to go.
  expect(faultIn(did, one.expect), "beyondOffline is not true any more").toBeDefined();
});
