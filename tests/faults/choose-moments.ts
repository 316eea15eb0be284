import { seeded } from "../soak/random.ts";
import { boundariesOf } from "./kill-everywhere.ts";
import type { Moment } from "./kill-plan.ts";
import type { KillOptions } from "./run-kills.ts";
import type { Scenario } from "./scenario.ts";
import type { World } from "./world.ts";

/**
 * The boundaries of a scenario at which the executor is to be killed.
 * @param seen gets all that it comes to undisturbed @param problems gets what is wrong after that
 */
export async function momentsOf(
  world: World,
  scenario: Scenario,
  known: readonly string[],
  seen: Set<string>,
  problems: string[],
  { fine, sample, seed, always }: KillOptions,
): Promise<readonly Moment[]> {
  const boundary = always?.[scenario.name];
  if (boundary !== undefined) return [{ boundary, skip: 0 }];
  const { moments, verdict } = await boundariesOf(world, scenario, known);
  for (const moment of moments) seen.add(moment.boundary);
  problems.push(...verdict.problems.map((problem) => `undisturbed: ${problem}`));
  const all = moments.filter(
    (moment) => fine || scenario.plain || !/ (writing|running) /.test(moment.boundary),
  );
  return chosen(all, sample, seed);
}

/** Those of that name; if there is none, those that have it in their names. */
export function called<T extends { name: string }>(from: readonly T[], only: string): readonly T[] {
  const exactly = from.filter(({ name }) => name === only);
  return exactly.length > 0 ? exactly : from.filter(({ name }) => name.includes(only));
}

/** So many of them, by the seed; all if undefined. */
export function chosen<T>(from: readonly T[], sample: number | undefined, seed: number): readonly T[] {
  if (sample === undefined) return from;
  const random = seeded(seed);
  const left = [...from];
  const picked: T[] = [];
  while (picked.length < sample && left.length > 0)
    picked.push(...left.splice(Math.floor(random.next() * left.length), 1));
  return picked;
}
