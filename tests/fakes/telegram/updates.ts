import type { Update, UpdateKind } from "./objects.ts";
import { badRequest, Refused } from "./refused.ts";

type Waiting = {
  readonly limit: number;
  readonly answer: (updates: readonly Update[]) => void;
  readonly refuse: (reason: Refused) => void;
};

/** What getUpdates was asked for. */
export interface Poll {
  readonly offset: number | undefined;
  readonly limit: number | undefined;
  /** In seconds; 0 answers at once. */
  readonly timeout: number | undefined;
  readonly allowed: readonly string[] | undefined;
  /** Aborted when the client hangs up. */
  readonly signal: AbortSignal;
}

/**
 * The updates that wait for the bot, with the real acknowledgement rule: an update stays, and is handed out again,
 * until a getUpdates comes with an offset above its id. One poller at a time: a second one ends the first with a 409.
 */
export class UpdateQueue {
  #next: number;
  #pending: Update[] = [];
  #waiting: Waiting | undefined;
  #allowed: readonly string[] = [];
  #completedPolls = 0;
  #arrived: () => void = () => {};

  constructor(firstId: number) {
    this.#next = firstId;
  }

  /** Polls that were answered, with updates or without. */
  get completedPolls(): number {
    return this.#completedPolls;
  }

  /** Whether a poller is waiting for updates right now. */
  get polling(): boolean {
    return this.#waiting !== undefined;
  }

  /** Updates that the bot has not acknowledged yet. */
  get unacknowledged(): number {
    return this.#pending.length;
  }

  /** Queues an update, unless the bot did not ask for its kind. Returns its id, or undefined when dropped. */
  push(kind: UpdateKind, make: (id: number) => Update): number | undefined {
    if (this.#allowed.length > 0 && !this.#allowed.includes(kind)) return undefined;
    const id = this.#next++;
    this.#pending.push(make(id));
    const waiting = this.#waiting;
    if (waiting !== undefined) this.#answer(waiting);
    this.#arrived();
    return id;
  }

  /** Calls back at each update that comes. */
  onArrival(arrived: () => void): void {
    this.#arrived = arrived;
  }

  /** The update that has waited longest. */
  get first(): Update | undefined {
    return this.#pending[0];
  }

  /** The update was taken in by a webhook. */
  taken(id: number): void {
    this.#pending = this.#pending.filter(({ update_id }) => update_id !== id);
  }

  /** Which kinds of updates the bot wants from now on; none given means the ones from before. */
  want(kinds: readonly string[] | undefined): void {
    if (kinds !== undefined) this.#allowed = kinds;
  }

  /** Forgets everything that waits, as `drop_pending_updates` does. */
  drop(): void {
    this.#pending = [];
  }

  /** Answers a getUpdates: at once when something waits, else when something comes or the timeout is over. */
  poll({ offset, limit, timeout, allowed, signal }: Poll): Promise<readonly Update[]> {
    if (limit !== undefined && (limit < 1 || limit > 100))
      throw badRequest("limit must be between 1 and 100");
    if (timeout !== undefined && timeout < 0) throw badRequest("timeout must be positive");
    this.want(allowed);
    this.#acknowledge(offset);
    this.#waiting?.refuse(
      new Refused(
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
      ),
    );
    return new Promise((resolve, reject) => {
      const finish = (): void => {
        if (this.#waiting === waiting) this.#waiting = undefined;
        clearTimeout(timer);
        signal.removeEventListener("abort", hungUp);
      };
      const waiting: Waiting = {
        limit: limit ?? 100,
        answer: (updates) => {
          finish();
          this.#completedPolls += 1;
          resolve(updates);
        },
        refuse: (reason) => {
          finish();
          reject(reason);
        },
      };
      const hungUp = (): void => waiting.answer([]);
      const timer = setTimeout(() => this.#answer(waiting), (timeout ?? 0) * 1000);
      this.#waiting = waiting;
      signal.addEventListener("abort", hungUp);
      if (this.#pending.length > 0 || (timeout ?? 0) === 0) this.#answer(waiting);
    });
  }

  #answer(waiting: Waiting): void {
    waiting.answer(this.#pending.slice(0, waiting.limit));
  }

  #acknowledge(offset: number | undefined): void {
    if (offset === undefined || offset === 0) return;
    this.#pending =
      offset > 0 ? this.#pending.filter((update) => update.update_id >= offset) : this.#pending.slice(offset);
  }
}
