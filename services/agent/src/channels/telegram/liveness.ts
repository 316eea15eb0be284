/**
 * Whether polling is alive, measured on completed polls: a connection that hangs looks healthy in every
 * other way.
 */
export class Liveness {
  readonly #now: () => number;
  readonly #startedMs: number;
  #completedMs: number | undefined;

  /** @param now a clock that never goes back, in milliseconds */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#startedMs = now();
  }

  /** Telegram answered a poll. */
  completed(): void {
    this.#completedMs = this.#now();
  }

  /** Milliseconds since the last completed poll, or since the start if there was none. */
  get silentMs(): number {
    return this.#now() - (this.#completedMs ?? this.#startedMs);
  }

  /** Whether any poll was completed yet. */
  get everCompleted(): boolean {
    return this.#completedMs !== undefined;
  }
}
