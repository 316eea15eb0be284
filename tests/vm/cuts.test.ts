import { expect, it } from "vitest";
import { cuts, nameOf, sampled } from "./cuts.ts";

it("each power cut is found by its name and by no other one's", () => {
  for (const cut of cuts) expect(cuts.filter((other) => nameOf(other).includes(nameOf(cut)))).toEqual([cut]);
});

it("a seed chooses the same ones each time, in their order, and as many as were asked for", () => {
  const chosen = sampled(cuts, 4, 7);
  expect(chosen).toHaveLength(4);
  expect(cuts.filter((cut) => chosen.includes(cut))).toEqual(chosen);
  expect(sampled(cuts, 4, 7)).toEqual(chosen);
  expect(sampled(cuts, cuts.length, 7)).toEqual(cuts);
});

it("other seeds choose others, until all have had their turn", () => {
  const seen = new Set(Array.from({ length: 200 }, (_, seed) => sampled(cuts, 1, seed)[0]));
  expect(seen.size).toBe(cuts.length);
});
