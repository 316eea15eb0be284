import type { Logger } from "@voxnix/daemon";
import type { OwnerId } from "@voxnix/protocol";
import type { Brain, Role } from "../brain/index.ts";
import type { Executor } from "../executor/index.ts";
import type { Store, Turn } from "../store/index.ts";
import { tracedDelivery, tracedUpdate } from "../telemetry/index.ts";
import { Approvals } from "./approvals.ts";
import { Asides } from "./asides.ts";
import { DeliveryRounds } from "./delivery.ts";
import type { Desk } from "./desk.ts";
import { type Door, doorOf } from "./door.ts";
import type { TurnEvent } from "./events.ts";
import { FollowUps } from "./follow-up.ts";
import { Housekeeping } from "./housekeeping.ts";
import { ContainerNotices } from "./notices/containers.ts";
import { HostNotices } from "./notices/host.ts";
import { People } from "./people.ts";
import type { Press, Pressed } from "./presses.ts";
import { Queue } from "./queue.ts";
import { recoverTurns } from "./recovery.ts";
import { defaultRules, type Rules } from "./rules.ts";
import { type Saying, Sayings } from "./sayings.ts";
import { Secrets } from "./secrets.ts";
import { runTurn } from "./turn.ts";
import { Voice } from "./voice.ts";

export type { Button, TextFile } from "../store/index.ts";
export { type Budget, readBudget } from "./budget.ts";
export { commandMenu } from "./commands/index.ts";
export type { Delivery, Door } from "./door.ts";
export type * from "./events.ts";
export type { Press, Pressed } from "./presses.ts";
export { type QuietHours, readQuietHours } from "./quiet-hours.ts";
export { defaultRules, type Rules } from "./rules.ts";
export type { Saying } from "./sayings.ts";
export { notTheirs } from "./stopping.ts";

export interface ConversationParts {
  store: Store;
  executor: Executor;
  brain: Brain;
  log: Logger;
  rules?: Rules;
}

/** All conversations: takes what people say, runs it turn by turn, and sees to it that each is answered once. */
export class Conversation {
  readonly #desk: Desk;
  readonly #doors = new Map<string, Door>();
  readonly #queue = new Queue();
  readonly #delivery: DeliveryRounds;
  readonly #followUps: FollowUps;
  readonly #asides: Asides;
  readonly #sayings: Sayings;
  readonly #containerNotices: ContainerNotices;
  readonly #hostNotices: HostNotices;
  readonly #housekeeping: Housekeeping;

  constructor({ rules = defaultRules, ...parts }: ConversationParts) {
    const { store, log } = parts;
    this.#delivery = new DeliveryRounds(store, this.#doors, log);
    const voice = new Voice(store, rules, (chat) => void this.#delivery.flush(chat));
    this.#followUps = new FollowUps({
      ...{ ...parts, voice, show: this.#show },
      followed: (owner) => this.#containerNotices.watch(owner),
    });
    this.#asides = new Asides(voice, log);
    this.#desk = {
      ...parts,
      rules,
      voice,
      people: new People({ store, rules, voice, log }),
      approvals: new Approvals({ store, voice, log }),
      secrets: new Secrets(parts),
      stop: (chat, by) => this.stop(chat, by),
      work: (chat) => this.work(chat),
      cancel: (turn) => this.#followUps.cancel(turn),
    };
    this.#sayings = new Sayings({
      desk: this.#desk,
      asides: this.#asides,
      enqueue: (turn, place) => this.#enqueue(turn, place),
    });
    const isKnown = (owner: OwnerId) => this.role(owner) !== undefined;
    this.#containerNotices = new ContainerNotices({ ...parts, voice, isKnown });
    this.#hostNotices = new HostNotices({ ...parts, voice, everyMs: rules.hostCheckMs });
    this.#housekeeping = new Housekeeping({ store, log, rules });
  }

  /** Lets a channel in, by its name. */
  open(channel: string, door: Door): void {
    this.#doors.set(channel, door);
  }

  /** Takes up what the last process left: turns, operations, and messages not yet said. Once, after all doors are open. */
  recover(): void {
    const { store, log, approvals } = this.#desk;
    const again = recoverTurns(store);
    for (const turn of again)
      if (!this.#sayings.again(turn)) this.#enqueue(turn, turn.task === "perform" ? "first" : "last");
    const left = new Set(store.operations.untold().map(({ turn }) => turn));
    for (const number of left) this.#followUps.watch(store.turns.get(number));
    if (again.length + left.size > 0)
      log.info({ event: "recovered", turns: again.length, followUps: left.size });
    approvals.watch();
    const known = [...store.people.all().map(({ owner }) => owner), ...store.turns.owners()];
    for (const owner of known) if (this.role(owner) !== undefined) this.#containerNotices.watch(owner);
    this.#hostNotices.open();
    this.#housekeeping.open();
    void this.#delivery.flushAll();
  }

  /** Who this is here; undefined for a stranger, who gets no turn. */
  role(owner: OwnerId): Role | undefined {
    return this.#desk.people.role(owner);
  }

  /** A known person spoke, and calls themselves so. */
  met({ owner, name }: { owner: OwnerId; name: string }): void {
    this.#desk.people.met(owner, name);
  }

  /** A stranger was told their id: those who administer may let them in. */
  knock({ owner, name }: { owner: OwnerId; name?: string | undefined }): void {
    this.#desk.people.knock(owner, name);
  }

  /** Whether the next message of this person in this chat is taken as the value of a secret. */
  awaitsSecret(of: { chat: string; owner: OwnerId }): boolean {
    return this.#desk.secrets.awaited(of) !== undefined;
  }

  /** Whether what this person says in this chat holds the value of a secret: it is not to be kept anywhere. */
  holdsSecret(saying: { chat: string; owner: OwnerId; text: string }): boolean {
    return this.#sayings.holdsSecret(saying);
  }

  /**
   * Takes what a person said: a wish, a command, an answer, the value of a secret. `stored` runs in the same
   * transaction. Whatever it is, it becomes a turn, which begins after the present tick and ends with a reply.
   * Undefined if too much is waiting in that chat.
   */
  say(saying: Saying, stored: () => void = () => {}): Turn | undefined {
    return this.#sayings.take(saying, stored);
  }

  /** Takes a press of a button; `stored` runs in the same transaction. */
  press(press: Press, stored: () => void = () => {}): Pressed {
    return this.#sayings.press(press, stored);
  }

  /** Says something in a chat that belongs to no turn; `stored` runs in the same transaction. */
  answer(chat: string, text: string, origin?: string, stored: () => void = () => {}): void {
    const { store } = this.#desk;
    store.atomically(() => {
      stored();
      store.outbox.add({ chat, kind: "answer", ok: true, text, origin });
    });
    void this.#delivery.flush(chat);
  }

  /**
   * Ends the running turn of a chat and drops those that wait. Never waits behind the queue.
   * @param by who wants that: what others asked for in a group is theirs, or an owner's, to stop
   */
  stop(chat: string, by?: OwnerId): { running: number; waiting: number } {
    const all = by === undefined || this.role(by) === "owner";
    return this.#queue.stop(chat, (owner) => all || owner === by);
  }

  /** Whether a turn of the chat runs, and how many wait. */
  work(chat: string): { running: number; waiting: number } {
    return { running: this.#queue.running(chat), waiting: this.#queue.waiting(chat) };
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
    this.#desk.approvals.close();
    await Promise.all([
      this.#containerNotices.close(),
      this.#hostNotices.close(),
      this.#housekeeping.close(),
    ]);
    await this.#queue.close(withinMs);
    await this.#asides.close();
    await this.#followUps.close();
    await this.#delivery.close();
  }

  #enqueue(turn: Turn, place: "first" | "last"): void {
    this.#queue.add(
      turn.chat,
      (signal) => tracedUpdate(turn, () => this.#run(turn, signal)),
      () => this.#drop(turn),
      place,
      turn.owner,
    );
  }

  async #run(turn: Turn, signal: AbortSignal): Promise<void> {
    const { store, log } = this.#desk;
    const startedMs = performance.now();
    try {
      const stored = await runTurn({ desk: this.#desk, show: this.#show }, turn, signal);
      log.info({ event: "turn-ended", turn: turn.id, stored, ms: Math.round(performance.now() - startedMs) });
      if (!stored) return;
    } catch (error) {
      // The store failed: the turn stays open and is taken up at the next start.
      log.error({ event: "turn-not-stored", turn: turn.id, err: error });
      return;
    }
    await tracedDelivery(turn.chat, () => this.#delivery.flush(turn.chat));
    this.#followUps.watch(store.turns.get(turn.number));
    this.#containerNotices.watch(turn.owner);
  }

  // A turn that a stop took out of the queue is answered too: its client waits for the end.
  #drop(turn: Turn): void {
    const { voice } = this.#desk;
    voice.reply(turn, "stopped", { ok: false, text: "⏹ Set aside before I began." }, "set-aside");
    voice.flush(turn.chat);
  }

  readonly #show = (turn: Turn, event: TurnEvent): void => {
    try {
      doorOf(this.#doors, turn.chat)?.show(turn, event);
    } catch (error) {
      this.#desk.log.warn({ event: "not-shown", turn: turn.id, err: error });
    }
  };
}
