import { Faults } from "../control/faults.ts";
import type { CallbackQuery, Chat, Message, User } from "./objects.ts";
import { Transcript } from "./transcript.ts";
import { UpdateQueue } from "./updates.ts";

/** A refusal that the test did not ask for: the bot did what the real server forbids. */
export interface Violation {
  readonly method: string;
  readonly code: number;
  readonly description: string;
}

/** A message with the fake's own bookkeeping. */
export interface Kept {
  readonly message: Message;
  /** When it was sent or last edited, on the monotonic clock, in milliseconds. */
  readonly touched: number;
}

/** A person who may talk to the bot. Only a person who did can be written to. */
export interface Person {
  readonly user: User;
  readonly hasWritten: boolean;
  readonly hasBlocked: boolean;
}

/** All that the fake Telegram knows. One bot, in memory. */
export class World {
  readonly token: string;
  readonly bot: User;
  readonly updates: UpdateQueue;
  readonly transcript = new Transcript();
  readonly faults = new Faults();
  readonly violations: Violation[] = [];
  readonly people = new Map<number, Person>();
  readonly chats = new Map<number, Chat>();
  readonly queries = new Map<string, CallbackQuery>();
  readonly #messages = new Map<string, Kept>();
  readonly #lastIds = new Map<number, number>();
  readonly calls = new Map<string, number>();
  commands: readonly unknown[] = [];
  webhook = "";
  #queries = 0;

  constructor(token: string, username: string, firstUpdate: number) {
    this.token = token;
    this.updates = new UpdateQueue(firstUpdate);
    this.bot = { id: Number(token.split(":")[0]), is_bot: true, first_name: "voxnix", username };
  }

  /** The next free message id of a chat: ids count up within a chat. */
  nextMessageId(chat: number): number {
    const id = (this.#lastIds.get(chat) ?? 0) + 1;
    this.#lastIds.set(chat, id);
    return id;
  }

  /** The next free callback query id. */
  nextQueryId(): string {
    this.#queries += 1;
    return `4${String(this.#queries).padStart(17, "0")}`;
  }

  message(chat: number, id: number): Kept | undefined {
    return this.#messages.get(`${chat}/${id}`);
  }

  keep(message: Message): void {
    this.#messages.set(`${message.chat.id}/${message.message_id}`, { message, touched: performance.now() });
  }

  forget(chat: number, id: number): void {
    this.#messages.delete(`${chat}/${id}`);
  }
}

/** Now, as Telegram writes dates: Unix seconds. */
export const unixNow = (): number => Math.floor(Date.now() / 1000);
