import type { Logger } from "@voxnix/daemon";
import type { OwnerId } from "@voxnix/protocol";
import type { Brain } from "../brain/index.ts";
import type { Executor } from "../executor/index.ts";
import type { Store, Turn } from "../store/index.ts";
import { tracedDelivery, tracedUpdate } from "../telemetry/index.ts";
import { DeliveryRounds } from "./delivery.ts";
import { type Door, doorOf } from "./door.ts";
import type { TurnEvent } from "./events.ts";
import { FollowUps } from "./follow-up.ts";
import { Queue } from "./queue.ts";
import { recoverTurns } from "./recovery.ts";
import { runTurn } from "./turn.ts";

export type { Delivery, Door } from "./door.ts";
export type * from "./events.ts";

// One who has so many messages waiting gets no further ones in.
const mostWaiting = 20;

export interface ConversationParts {
  store: Store;
  executor: Executor;
  brain: Brain;
  log: Logger;
}

/** What a person said, from an authenticated sender. */
export interface Saying {
  /** `<channel>:<the channel's own name of the chat>`. */
  chat: string;
  owner: OwnerId;
  text: string;
  origin?: string;
}

/** All conversations: takes what people say, runs it turn by turn, and sees to it that each is answered once. */
export class Conversation {
  readonly #parts: ConversationParts;
  readonly #doors = new Map<string, Door>();
  readonly #queue = new Queue();
  readonly #delivery: DeliveryRounds;
  readonly #followUps: FollowUps;

  constructor(parts: ConversationParts) {
    this.#parts = parts;
    this.#delivery = new DeliveryRounds(parts.store, this.#doors, parts.log);
    this.#followUps = new FollowUps({
      ...parts,
      show: this.#show,
      said: (chat) => void this.#delivery.flush(chat),
    });
  }

  /** Lets a channel in, by its name. */
  open(channel: string, door: Door): void {
    this.#doors.set(channel, door);
  }

  /** Takes up what the last process left: turns, operations, and messages not yet said. Once, after all doors are open. */
  recover(): void {
    const { store, log } = this.#parts;
    const again = recoverTurns(store);
    for (const turn of again) this.#enqueue(turn);
    const left = new Set(store.operations.untold().map(({ turn }) => turn));
    for (const number of left) this.#followUps.watch(store.turns.get(number));
    if (again.length + left.size > 0)
      log.info({ event: "recovered", turns: again.length, followUps: left.size });
    void this.#delivery.flushAll();
  }

  /**
   * Takes what a person said; `stored` runs in the same transaction. The turn begins after the present tick.
   * Undefined if too much is waiting in that chat.
   */
  say(saying: Saying, stored: () => void = () => {}): Turn | undefined {
    const { store } = this.#parts;
    if (this.#queue.waiting(saying.chat) >= mostWaiting) return undefined;
    const turn = store.atomically(() => {
      stored();
      return store.turns.add(saying);
    });
    this.#enqueue(turn);
    return turn;
  }

  /** Says something in a chat that belongs to no turn; `stored` runs in the same transaction. */
  answer(chat: string, text: string, origin?: string, stored: () => void = () => {}): void {
    const { store } = this.#parts;
    store.atomically(() => {
      stored();
      store.outbox.add({ chat, kind: "answer", ok: true, text, origin });
    });
    void this.#delivery.flush(chat);
  }

  /** Ends the running turn of a chat and drops those that wait. Never waits behind the queue. */
  stop(chat: string): { running: number; waiting: number } {
    return this.#queue.stop(chat);
  }

  /** Whether a turn is under way in any chat. */
  get busy(): boolean {
    return this.#queue.busy;
  }

  /** Somebody came who may hear what waits for this chat. */
  listening(chat: string): Promise<void> {
    return this.#delivery.flush(chat);
  }

  /**
   * Ends: no new turns, those in flight may finish, then what is to be said is said.
   * @param withinMs how long turns in flight may take; what is left is taken up at the next start
   */
  async close(withinMs: number): Promise<void> {
    await this.#queue.close(withinMs);
    await this.#followUps.close();
    await this.#delivery.close();
  }

  #enqueue(turn: Turn): void {
    this.#queue.add(
      turn.chat,
      (signal) => tracedUpdate(turn, () => this.#run(turn, signal)),
      () => this.#drop(turn),
    );
  }

  async #run(turn: Turn, signal: AbortSignal): Promise<void> {
    const { store, log } = this.#parts;
    const startedMs = performance.now();
    try {
      const stored = await runTurn({ ...this.#parts, show: this.#show }, turn, signal);
      log.info({ event: "turn-ended", turn: turn.id, stored, ms: Math.round(performance.now() - startedMs) });
      if (!stored) return;
    } catch (error) {
      // The store failed: the turn stays open and is taken up at the next start.
      log.error({ event: "turn-not-stored", turn: turn.id, err: error });
      return;
    }
    await tracedDelivery(turn.chat, () => this.#delivery.flush(turn.chat));
    if (signal.aborted) this.#followUps.cancel(turn);
    this.#followUps.watch(store.turns.get(turn.number));
  }

  // A turn that a stop took out of the queue is answered too: its client waits for the end.
  #drop(turn: Turn): void {
    const { store } = this.#parts;
    store.atomically(() => {
      store.turns.end(turn.number, "stopped");
      const text = "⏹ Set aside before I began.";
      store.outbox.add({
        chat: turn.chat,
        kind: "set-aside",
        turn: turn.id,
        ok: false,
        text,
        origin: turn.origin,
      });
    });
    void this.#delivery.flush(turn.chat);
  }

  readonly #show = (turn: Turn, event: TurnEvent): void => {
    try {
      doorOf(this.#doors, turn.chat)?.show(turn, event);
    } catch (error) {
      this.#parts.log.warn({ event: "not-shown", turn: turn.id, err: error });
    }
  };
}
