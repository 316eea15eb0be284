import { Faults } from "../control/faults.ts";
import { Drafts } from "./drafts.ts";
import { Files } from "./files.ts";
import type { CallbackQuery, Chat, Message, User } from "./objects.ts";
import { Transcript } from "./transcript.ts";
import { UpdateQueue } from "./updates.ts";
import { Webhook } from "./webhook.ts";

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
  readonly drafts = new Drafts();
  readonly files = new Files();
  readonly webhook: Webhook;
  commands: readonly unknown[] = [];
  /** The setting at BotFather: in groups the bot gets only what is meant for it. */
  privacyMode = true;
  #queries = 0;

  constructor(token: string, username: string, firstUpdate: number) {
    this.token = token;
    this.updates = new UpdateQueue(firstUpdate);
    this.webhook = new Webhook(this.updates);
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

  /** A message is there, or was changed. In a private chat it takes the place of a draft. */
  keep(message: Message): void {
    if (message.from.id === this.bot.id && message.edit_date === undefined) this.drafts.end(message.chat.id);
    this.#messages.set(`${message.chat.id}/${message.message_id}`, { message, touched: performance.now() });
  }

  forget(chat: number, id: number): void {
    this.#messages.delete(`${chat}/${id}`);
  }
}

/** Now, as Telegram writes dates: Unix seconds. */
export const unixNow = (): number => Math.floor(Date.now() / 1000);
