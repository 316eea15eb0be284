/** Numbers from a seed: the same seed gives the same run, as far as the parts that take turns allow. */
export interface Random {
  /** From 0 to just below 1. */
  next(): number;
  pick<T>(from: readonly [T, ...T[]]): T;
  chance(share: number): boolean;
}

/** Mulberry32 (Tommy Ettinger, public domain): small, and even enough for choosing. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    pick: (from) => from[Math.floor(next() * from.length)] ?? from[0],
    chance: (share) => next() < share,
  };
}
