/** Lets one at a time do its work, in the order in which they came. A waiter whose signal aborts leaves the queue. */
export class Mutex {
  #last: Promise<unknown> = Promise.resolve();

  async run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const before = this.#last;
    const { promise: mine, resolve: release } = Promise.withResolvers<void>();
    this.#last = before.then(() => mine);
    try {
      await Promise.race([before, ...(signal ? [aborted(signal)] : [])]);
      return await work();
    } finally {
      release();
    }
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
