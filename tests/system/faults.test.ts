import { expect, it } from "vitest";
import { runKills } from "../faults/run-kills.ts";

// Another seed, other kinds of change and other moments; all of them: npm run faults.
const seed = Number(process.env.VOXNIX_FAULT_SEED ?? 5);

it(`an executor that is killed in the middle of something loses nothing and tells the truth (seed ${seed})`, async () => {
  const told: string[] = [];
  const rows = await runKills({
    only: "",
    fine: false,
    sample: 1,
    kinds: 4,
    seed,
    tell: (line) => told.push(line),
  });
  expect(rows.flatMap(({ name, problems }) => problems.map((problem) => `${name}: ${problem}`))).toEqual([]);
  expect([rows.length, told.filter((line) => line.includes("not reached"))]).toEqual([4, []]);
});
