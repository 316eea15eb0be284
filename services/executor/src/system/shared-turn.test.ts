import { expect, test } from "vitest";
import { sharedTurn } from "./shared-turn.ts";

function work() {
  const runs: PromiseWithResolvers<void>[] = [];
  const turn = sharedTurn(() => {
    const run = Promise.withResolvers<void>();
    runs.push(run);
    return run.promise;
  });
  return { runs, turn };
}

test("whoever asks while it is under way shares one more run, that begins after he asked", async () => {
  const { runs, turn } = work();
  const first = turn();
  const [second, third] = [turn(), turn()];
  expect(runs).toHaveLength(1);
  runs[0]?.resolve();
  await first;
  await expect.poll(() => runs.length).toBe(2);
  runs[1]?.resolve();
  await Promise.all([second, third]);
  expect(runs).toHaveLength(2);
});

test("a run that fails is told to those who waited for it, and keeps nobody from the next", async () => {
  const { runs, turn } = work();
  const first = turn();
  const second = turn();
  runs[0]?.reject(new Error("no"));
  await expect(first).rejects.toThrow("no");
  await expect.poll(() => runs.length).toBe(2);
  runs[1]?.resolve();
  await second;
});
