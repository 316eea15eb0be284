/** Time, so that tests need not wait for it. */
export interface Clock {
  now(): number;
  /** Runs it after so many milliseconds; the returned function takes that back. */
  after(ms: number, run: () => void): () => void;
}

/** The real time. */
export const realClock: Clock = {
  now: Date.now,
  after(ms, run) {
    const timer = setTimeout(run, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
