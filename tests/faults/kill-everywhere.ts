import { disagreements } from "./disagreements.ts";
import { hostFacts } from "./host-facts.ts";
import { type Moment, plan, unplan } from "./kill-plan.ts";
import type { Scenario } from "./scenario.ts";
import { type Baseline, drifts, judge, settled, type Verdict } from "./verdict.ts";
import type { World } from "./world.ts";

/** One boundary of one scenario, and what became of a kill at it. */
export interface Kill {
  scenario: string;
  moment: Moment;
  /** False where the boundary did not come up this time. */
  happened: boolean;
  verdict: Verdict;
}

/** What is not as it should be before anything was broken. */
export async function knownBefore(world: World): Promise<string[]> {
  return [...disagreements(await hostFacts(world.workspaces)), ...(await drifts(world))];
}

/**
 * Runs a scenario undisturbed.
 * @returns the boundaries that it comes to, in order; of one with `after`, those of its recovery
 */
export async function boundariesOf(
  world: World,
  scenario: Scenario,
  known: readonly string[],
): Promise<{ moments: Moment[]; verdict: Verdict }> {
  const first = scenario.after === undefined ? [] : [{ boundary: scenario.after, skip: 0 }];
  const { seen, verdict } = await once(world, scenario, known, [...first, "record"]);
  return { moments: momentsIn(seen), verdict };
}

/** Runs it once more and ends the executor at a boundary. */
export async function killAt(
  world: World,
  scenario: Scenario,
  moment: Moment,
  known: readonly string[],
): Promise<Kill> {
  const first = scenario.after === undefined ? [] : [{ boundary: scenario.after, skip: 0 }];
  const { kills, verdict } = await once(world, scenario, known, [...first, moment]);
  return { scenario: scenario.name, moment, happened: kills > first.length, verdict };
}

async function once(
  world: World,
  scenario: Scenario,
  known: readonly string[],
  steps: Parameters<typeof plan>[1][],
): Promise<{ seen: string[]; kills: number; verdict: Verdict }> {
  await settled(world);
  await scenario.prepare(world);
  const before: Baseline = { facts: await hostFacts(world.workspaces), sinceMs: Date.now(), known };
  const requestId = `fault-${world.unique()}`;
  await plan(scenario.container, ...steps);
  await brought(scenario.act(world, requestId));
  await settled(world);
  const { seen, kills } = await unplan();
  return { seen, kills, verdict: await judge(world, scenario, requestId, before) };
}

// Whoever asked is not told the end where the executor is gone: that is what Operations are for.
async function brought(change: ReturnType<Scenario["act"]>): Promise<void> {
  try {
    if (Symbol.asyncIterator in change) for await (const _ of change);
    else await change;
  } catch {
    // What became of it, the facts tell.
  }
}

function momentsIn(seen: readonly string[]): Moment[] {
  const times = new Map<string, number>();
  return seen.map((boundary) => {
    const skip = times.get(boundary) ?? 0;
    times.set(boundary, skip + 1);
    return { boundary, skip };
  });
}
