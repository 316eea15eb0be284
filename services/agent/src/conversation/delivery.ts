import type { Logger } from "@voxnix/daemon";
import type { OutboxMessage, Store } from "../store/index.ts";
import { type Doors, doorOf } from "./door.ts";

const firstRetryMs = 1_000;
const longestRetryMs = 60_000;
const mostSettleTries = 8;
// A timer takes no more than 24 days (setTimeout, MDN); looking once an hour costs nothing.
const longestWaitMs = 3_600_000;

/** Takes messages from the outbox to their doors: in order within a chat, each until it was said. */
export class DeliveryRounds {
  readonly #store: Store;
  readonly #doors: Doors;
  readonly #log: Logger;
  readonly #rounds = new Map<string, Promise<void>>();
  readonly #again = new Set<string>();
  readonly #retries = new Map<string, { timer: NodeJS.Timeout; delayMs: number }>();
  /** How often the decision of a message could not be shown. */
  readonly #unshown = new Map<number, number>();
  #held: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(store: Store, doors: Doors, log: Logger) {
    this.#store = store;
    this.#doors = doors;
    this.#log = log;
  }

  /** Delivers what waits for a chat. Resolves when all of it is said or must wait. Never rejects. */
  flush(chat: string): Promise<void> {
    if (this.#closed) return Promise.resolve();
    this.#again.add(chat);
    const under = this.#rounds.get(chat);
    if (under !== undefined) return under;
    const round = this.#round(chat).finally(() => {
      this.#rounds.delete(chat);
      // Asked for after the round had looked for the last time.
      if (this.#again.has(chat)) void this.flush(chat);
    });
    this.#rounds.set(chat, round);
    return round;
  }

  /** Delivers what waits for all chats. */
  async flushAll(): Promise<void> {
    const { outbox } = this.#store;
    const chats = new Set([...outbox.chats(), ...outbox.unsettled().map(({ chat }) => chat)]);
    this.#comeBack();
    await Promise.all([...chats].map((chat) => this.flush(chat)));
  }

  /** Ends retrying and waits for what is being said right now. What remains is kept for the next start. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#held);
    for (const { timer } of this.#retries.values()) clearTimeout(timer);
    await Promise.all(this.#rounds.values());
  }

  async #round(chat: string): Promise<void> {
    while (this.#again.delete(chat)) {
      let message = this.#store.outbox.next(chat);
      while (message !== undefined && !this.#closed) {
        if (!(await this.#say(message))) return;
        message = this.#store.outbox.next(chat);
      }
      for (const decided of this.#store.outbox.unsettled())
        if (decided.chat === chat && !this.#closed) await this.#settle(decided);
    }
    this.#comeBack();
  }

  // What quiet hours hold back is said when its time has come.
  #comeBack(): void {
    clearTimeout(this.#held);
    const at = this.#store.outbox.nextHeldMs();
    if (at === undefined || this.#closed) return;
    const waitMs = Math.min(at - this.#store.now() + 10, longestWaitMs);
    this.#held = setTimeout(() => void this.flushAll(), waitMs);
    this.#held.unref();
  }

  // Shows the decision in place of the question. One that cannot be shown holds nothing else up.
  async #settle(message: OutboxMessage): Promise<void> {
    const { outbox } = this.#store;
    try {
      await doorOf(this.#doors, message.chat)?.settle?.(message, message.settled ?? message.text);
      outbox.shownSettled(message.number);
      this.#unshown.delete(message.number);
    } catch (error) {
      const times = (this.#unshown.get(message.number) ?? 0) + 1;
      this.#unshown.set(message.number, times);
      if (times >= mostSettleTries) outbox.shownSettled(message.number);
      this.#retryLater(message.chat, error);
    }
  }

  // False if the messages behind it have to wait as well.
  async #say(message: OutboxMessage): Promise<boolean> {
    const { outbox } = this.#store;
    const door = doorOf(this.#doors, message.chat);
    if (door === undefined) return false;
    try {
      // Decided before it was said: there is nothing to press any more.
      const said = message.settled === null ? message : { ...message, text: message.settled, buttons: [] };
      const delivery = await door.deliver(said, (parts, shown) =>
        outbox.partsSent(message.number, parts, shown),
      );
      if (delivery === "later") return false;
      if (delivery === "never")
        this.#log.warn({ event: "message-given-up", chat: message.chat, kind: message.kind });
      outbox.sent(message.number);
      if (message.settled !== null) outbox.shownSettled(message.number);
      this.#retries.delete(message.chat);
      return true;
    } catch (error) {
      this.#retryLater(message.chat, error);
      return false;
    }
  }

  #retryLater(chat: string, error: unknown): void {
    const delayMs = Math.min((this.#retries.get(chat)?.delayMs ?? firstRetryMs / 2) * 2, longestRetryMs);
    this.#log.warn({ event: "message-not-delivered", chat, retryInMs: delayMs, err: error });
    if (this.#closed) return;
    clearTimeout(this.#retries.get(chat)?.timer);
    const timer = setTimeout(() => void this.flush(chat), delayMs);
    timer.unref();
    this.#retries.set(chat, { timer, delayMs });
  }
}
