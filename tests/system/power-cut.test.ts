import { silent } from "@voxnix/sandbox";
import { afterAll, expect, it } from "vitest";
import { appliance } from "../vm/computers.ts";
import { cuts, nameOf, sampled } from "../vm/cuts.ts";
import { cannotEndFileSystems } from "../vm/file-system.ts";
import { type Outcome, run } from "../vm/run.ts";
import { inhabitants } from "../vm/world.ts";

// Another seed, another moment; all of them, and those of a whole machine: npm run test:vm.
const seed = Number(process.env.VOXNIX_POWER_SEED ?? 1);
const chosen = sampled(cuts, 1, seed);

const cannot = await cannotEndFileSystems();
if (cannot !== undefined) console.warn(`No power cut, which this machine does not let be had: ${cannot}`);

let dispose = async () => {};
afterAll(() => dispose());

it.skipIf(cannot !== undefined)(
  `a power cut leaves what was told, and every file that was synced (${chosen.map(nameOf).join("; ")})`,
  async () => {
    // Two that start with the host and one that does not.
    const made = await appliance(inhabitants.slice(1, 4), silent);
    dispose = made.dispose;
    const outcomes: Outcome[] = [];
    const options = { cuts: chosen, seed, newImages: true, progress: silent };
    for await (const outcome of run(made.computer, made.world, options)) outcomes.push(outcome);
    expect(outcomes.flatMap(({ problems }) => problems)).toEqual([]);
    // Had it been kept, nothing would have been at risk.
    expect(outcomes.map(({ loose }) => loose)).not.toContain("kept");
    expect(outcomes).toHaveLength(chosen.length);
  },
);
