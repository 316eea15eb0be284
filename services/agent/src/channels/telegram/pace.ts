import { GrammyError } from "grammy";
import type { Clock } from "./clock.ts";

// A call that hangs must not keep the reply from being sent.
const lastCallMayTakeMs = 3_000;

export interface PaceParts {
  clock: Clock;
  /** How long to wait before the first one. Milliseconds. */
  firstAfterMs: number;
  everyMs: number;
  /** What was sent is sent again after so long; never if absent. */
  repeatMs?: number;
  send: (text: string) => Promise<void>;
}

/** Sends the latest of a text that grows: one call at a time, not too often, patient where Telegram asks for it. */
export class Pace {
  readonly #parts: PaceParts;
  #latest: string | undefined;
  #sent: string | undefined;
  #sentMs = 0;
  #notBeforeMs: number;
  #cancel: () => void = () => {};
  #call: Promise<void> | undefined;
  #ended = false;

  constructor(parts: PaceParts) {
    this.#parts = parts;
    this.#notBeforeMs = parts.clock.now() + parts.firstAfterMs;
  }

  /** The text as it is now. */
  offer(text: string): void {
    this.#latest = text;
    this.#schedule();
  }

  /** Nothing is shown until there is a new text. */
  rest(): void {
    this.#latest = undefined;
    this.#sent = undefined;
    this.#cancel();
  }

  /** Ends it; resolves when no call is on its way any more. */
  async end(): Promise<void> {
    this.#ended = true;
    this.#cancel();
    if (this.#call === undefined) return;
    const patience = Promise.withResolvers<void>();
    const cancel = this.#parts.clock.after(lastCallMayTakeMs, patience.resolve);
    await Promise.race([this.#call, patience.promise]);
    cancel();
  }

  #schedule(): void {
    const { clock, repeatMs } = this.#parts;
    this.#cancel();
    if (this.#ended || this.#call !== undefined || this.#latest === undefined) return;
    const again = this.#latest === this.#sent;
    if (again && repeatMs === undefined) return;
    const dueMs = Math.max(this.#notBeforeMs, again ? this.#sentMs + (repeatMs ?? 0) : 0);
    this.#cancel = clock.after(Math.max(0, dueMs - clock.now()), () => {
      this.#call = this.#send().finally(() => {
        this.#call = undefined;
        this.#schedule();
      });
    });
  }

  async #send(): Promise<void> {
    const { clock, everyMs, send } = this.#parts;
    const text = this.#latest;
    if (text === undefined) return;
    this.#notBeforeMs = clock.now() + everyMs;
    try {
      await send(text);
      this.#sent = text;
      this.#sentMs = clock.now();
    } catch (error) {
      const retryAfter = error instanceof GrammyError ? error.parameters.retry_after : undefined;
      // It is a preview: where it cannot be had, the reply alone has to do.
      if (retryAfter === undefined) this.#ended = true;
      else this.#notBeforeMs = clock.now() + retryAfter * 1_000;
    }
  }
}
