import type { Logger } from "@voxnix/daemon";
import { OwnerId } from "@voxnix/protocol";
import type { Conversation } from "../../conversation/index.ts";
import { containersText, type Executor, errorText } from "../../executor/index.ts";
import type { Store, StoredUpdate } from "../../store/index.ts";
import { type Incoming, readIncoming, type Self } from "./incoming.ts";
import { Strangers, strangerText } from "./strangers.ts";

export interface IntakeParts {
  conversation: Conversation;
  executor: Executor;
  store: Store;
  allowedUsers: ReadonlySet<number>;
  /** Markdown; what /start and /help say. */
  helpText: () => Promise<string>;
  log: Logger;
}

/** The commands as Telegram's menu shows them. */
export const commandMenu = [
  { command: "list", description: "Your containers, and how they are" },
  { command: "stop", description: "Stop what I am doing" },
  { command: "help", description: "What I can do" },
];

/** Takes in updates: each is stored, then becomes a turn or an answer, once. */
export class Intake {
  readonly #parts: IntakeParts;
  readonly #strangers = new Strangers();
  readonly #underWay = new Set<Promise<void>>();

  constructor(parts: IntakeParts) {
    this.#parts = parts;
  }

  /** Stores the updates, then handles those that are new. When it returns they may be acknowledged. */
  take(updates: readonly StoredUpdate[], self: Self): void {
    const { store } = this.#parts;
    const fresh = store.atomically(() => updates.filter((update) => store.updates.add("telegram", update)));
    for (const update of fresh) this.#begin(update, self);
  }

  /** Handles what a former process stored and did not come to. */
  recover(self: Self): void {
    for (const update of this.#parts.store.updates.open("telegram")) this.#begin(update, self);
  }

  /** Resolves when nothing is being handled. */
  async close(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  #begin(update: StoredUpdate, self: Self): void {
    const done = this.#handle(update, self)
      .catch((error) => this.#parts.log.error({ event: "update-not-handled", update: update.id, err: error }))
      .finally(() => this.#underWay.delete(done));
    this.#underWay.add(done);
  }

  // Whatever it does, it marks the update handled in the same transaction.
  async #handle({ id, body }: StoredUpdate, self: Self): Promise<void> {
    const { store, conversation, allowedUsers, log } = this.#parts;
    const handled = () => store.updates.handled("telegram", id);
    const incoming = readIncoming(body, self);
    if (incoming === undefined) return handled();
    const chat = `telegram:${incoming.chat}`;
    const origin = incoming.group ? String(incoming.message) : undefined;
    const answer = (text: string) => conversation.answer(chat, text, origin, handled);
    if (!allowedUsers.has(incoming.sender)) {
      log.info({ event: "stranger", sender: incoming.sender });
      return this.#strangers.toBeTold(incoming.sender) ? answer(strangerText(incoming.sender)) : handled();
    }
    if (incoming.command === "stop") {
      const { running, waiting } = conversation.stop(chat);
      // A turn that is stopped says so itself.
      return running > 0 && waiting === 0 ? handled() : answer(stopText(waiting));
    }
    if (incoming.command !== undefined) return this.#command(incoming, answer);
    if (incoming.text === "") return answer(wordsPlease);
    const saying = { chat, owner: ownerOf(incoming), text: incoming.text, ...(origin ? { origin } : {}) };
    if (conversation.say(saying, handled) === undefined) answer(tooMuch);
  }

  async #command(incoming: Incoming, answer: (text: string) => void): Promise<void> {
    const { executor, helpText } = this.#parts;
    switch (incoming.command) {
      case "start":
      case "help":
        return answer(await helpText());
      case "list":
        return answer(
          await executor.containers(ownerOf(incoming)).then((found) => containersText(found), errorText),
        );
      default:
        return answer(
          `I do not know the command /${incoming.command}. Just write what you want, or see /help.`,
        );
    }
  }
}

function ownerOf({ sender }: Incoming): OwnerId {
  return OwnerId.parse(`telegram:${sender}`);
}

function stopText(waiting: number): string {
  if (waiting === 0) return "There is nothing to stop.";
  return `Stopping. I have set aside ${waiting === 1 ? "the message" : `the ${waiting} messages`} that waited.`;
}

const wordsPlease =
  "I only understand written words so far. Please write what you want; /help shows examples.";
const tooMuch =
  "I have not taken this one: twenty of your messages are waiting already. Please give me a moment, or send /stop to clear them.";
