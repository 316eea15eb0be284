import { setImmediate as breath } from "node:timers/promises";
import type { Logger } from "@voxnix/daemon";
import type { Store } from "../store/index.ts";
import type { Rules } from "./rules.ts";

const dayMs = 24 * 3_600_000;
// Telegram delivers nothing again that is older than a day; buttons are pressed for some time.
const mailKeptMs = 7 * dayMs;

/** Drops, once a day, what has been kept for long enough. */
export class Housekeeping {
  readonly #parts: { store: Store; log: Logger; rules: Rules };
  #timer: NodeJS.Timeout | undefined;
  #sweeping: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(parts: { store: Store; log: Logger; rules: Rules }) {
    this.#parts = parts;
  }

  /** Sweeps at once and from now on. */
  open(): void {
    const sweep = () => {
      this.#sweeping = this.sweep().catch((error) =>
        this.#parts.log.error({ event: "not-swept", err: error }),
      );
    };
    this.#timer = setInterval(sweep, dayMs);
    this.#timer.unref();
    sweep();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    await this.#sweeping;
  }

  /** Drops everything that is old now, in portions: turns go on between them. */
  async sweep(): Promise<void> {
    const { store, rules } = this.#parts;
    for (let more = true; more && !this.#closed; ) {
      await breath();
      if (this.#closed) return;
      const now = store.now();
      more = store.dropOld({
        conversationsSinceMs: now - rules.keptMs,
        auditSinceMs: now - rules.auditKeptMs,
        mailSinceMs: now - mailKeptMs,
      });
    }
  }
}
