/**
 * Lets all who ask for the same work while it is under way share one more run of it. Whoever asks is told when a run
 * has ended that began after he asked.
 */
export function sharedTurn(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  const begin = (): Promise<void> => {
    const run = work().finally(() => {
      if (running === run) running = undefined;
    });
    running = run;
    return run;
  };

  return () => {
    if (running === undefined) return begin();
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        // One that began in this very moment began after all of these had asked.
        return running ?? begin();
      });
    return next;
  };
}
