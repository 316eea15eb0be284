import { expect, it } from "vitest";
import { runKills } from "../faults/run-kills.ts";

// Another seed, other kinds of change and other moments; all of them: npm run faults.
const seed = Number(process.env.VOXNIX_FAULT_SEED ?? 5);

it(`an executor that is killed in the middle of something loses nothing and tells the truth (seed ${seed})`, async () => {
  const { rows } = await runKills({
    only: "",
    fine: false,
    sample: 1,
    kinds: 3,
    seed,
    tell: () => {},
  });
  expect(rows.flatMap(({ name, problems }) => problems.map((problem) => `${name}: ${problem}`))).toEqual([]);
  // A boundary may not come up again where a change goes otherwise the second time.
  expect(rows.reduce((sum, { kills }) => sum + kills, 0)).toBeGreaterThan(1);
});
