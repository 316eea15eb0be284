import { expect, test } from "vitest";
import { createTurns } from "./turns.ts";

test("so many work at once, the others wait in the order in which they came, and a failure frees its place", async () => {
  const turns = createTurns(2);
  const begun: number[] = [];
  const gates = Array.from({ length: 5 }, () => Promise.withResolvers<void>());
  const all = gates.map(({ promise }, index) =>
    turns(() => {
      begun.push(index);
      return promise;
    }),
  );
  expect(begun).toEqual([0, 1]);
  gates[1]?.reject(new Error("broken"));
  await expect(all[1]).rejects.toThrow("broken");
  await expect.poll(() => begun).toEqual([0, 1, 2]);
  for (const gate of gates) gate.resolve();
  await Promise.allSettled(all);
  expect(begun).toEqual([0, 1, 2, 3, 4]);
});
