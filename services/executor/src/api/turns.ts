/** Lets so many work at a time; the others wait for their turn in the order in which they came. */
export type Turns = <T>(work: () => Promise<T> | T) => Promise<T>;

export function createTurns(atOnce: number): Turns {
  let working = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (working >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else working++;
    try {
      return await work();
    } finally {
      // After whatever else is to be done: a long queue must not keep all others from being heard.
      const next = waiting.shift();
      if (next === undefined) working--;
      else setImmediate(next);
    }
  };
}
