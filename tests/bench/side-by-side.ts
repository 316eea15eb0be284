/** Measures one thing; resolves to the milliseconds it took. */
export type Measure = (round: number) => Promise<number>;

/**
 * Measures things in turn, A B C A B C, so that a machine that gets slower or faster meanwhile does so for all.
 * The order is turned around in every second round: none is always the first after the pause.
 * @returns the milliseconds of each, round by round
 */
export async function sideBySide<Name extends string>(
  rounds: number,
  measures: Readonly<Record<Name, Measure>>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(measures) as Name[];
  const taken = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? names : names.toReversed();
    for (const name of order) taken[name].push(await measures[name](round));
  }
  return taken;
}

/** Samples of two things as pairs of the same round. */
export function pairs(ours: readonly number[], theirs: readonly number[]): (readonly [number, number])[] {
  return ours.flatMap((value, round) => {
    const other = theirs[round];
    return other === undefined ? [] : [[value, other] as const];
  });
}

/** How long something takes, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
