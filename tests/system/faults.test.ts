import { expect, it } from "vitest";
import { runKills } from "../faults/run-kills.ts";

// Another seed, another kind of change and another moment; all of them: npm run faults.
const seed = Number(process.env.VOXNIX_FAULT_SEED ?? 5);

/** Where most is half done: behind the step that changes most, before anybody has written down that it is there. */
const worst = {
  "create, with workspace and secret": "after boot (CREATE)",
  "update by a restart that goes back": "undo-before apply (UPDATE)",
  "destroy a running one": "after remove (DESTROY)",
  "restore in place of other files": "after bring-back (RESTORE)",
  "recovery of: update by a restart": "undo-before apply (UPDATE)",
};

it(`an executor that is killed in the middle of something loses nothing and tells the truth (seed ${seed})`, async () => {
  const { rows } = await runKills({
    only: "",
    fine: false,
    sample: 1,
    kinds: 1,
    seed,
    always: worst,
    tell: () => {},
  });
  expect(rows.flatMap(({ name, problems }) => problems.map((problem) => `${name}: ${problem}`))).toEqual([]);
  const killed = rows.filter(({ kills }) => kills === 1).map(({ name }) => name);
  expect(killed).toEqual(expect.arrayContaining(Object.keys(worst)));
});
