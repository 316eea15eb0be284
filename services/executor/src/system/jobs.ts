import { BusGoneError } from "./bus/connection.ts";

/** A wait that is laid out before the job is asked for: its end can come together with its name. */
export interface JobWait {
  /** The result of the job with this path. */
  for(job: string): Promise<string>;
  end(): void;
}

/** Who waits for which job of systemd's. */
export class Jobs {
  readonly #waits = new Set<{ seen: Map<string, string>; told: () => void; lost: (error: Error) => void }>();

  /** @param timeoutMs from now on */
  wait(timeoutMs: number, signal: AbortSignal | undefined): JobWait {
    const lost = Promise.withResolvers<never>();
    // Looked at only by who waits.
    lost.promise.catch(() => undefined);
    const seen = new Map<string, string>();
    let told = () => {};
    const one = { seen, told: () => told(), lost: lost.reject };
    this.#waits.add(one);
    const late = () => lost.reject(new BusGoneError(`the job was not over within ${timeoutMs / 1_000} s`));
    const timer = setTimeout(late, timeoutMs);
    const onAbort = () => lost.reject(signal?.reason);
    signal?.addEventListener("abort", onAbort, { once: true });
    return {
      async for(job) {
        for (;;) {
          const result = seen.get(job);
          if (result !== undefined) return result;
          const { promise, resolve } = Promise.withResolvers<void>();
          told = resolve;
          await Promise.race([promise, lost.promise]);
        }
      },
      end: () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", onAbort);
        this.#waits.delete(one);
      },
    };
  }

  end(job: string, result: string): void {
    for (const { seen, told } of this.#waits) {
      seen.set(job, result);
      told();
    }
  }

  lose(error: Error): void {
    for (const { lost } of this.#waits) lost(error);
  }
}
