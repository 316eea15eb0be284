import type { Logger } from "@voxnix/daemon";
import type { Api } from "grammy";
import { type Conversation, notTheirs } from "../../conversation/index.ts";
import type { Store, StoredUpdate } from "../../store/index.ts";
import { chatOf, originOf, ownerOf, sayingOf } from "./addressing.ts";
import { type Incoming, type Pressed, readIncoming, type Said, type Self } from "./incoming.ts";
import { stopButton } from "./keyboard.ts";
import { Strangers, strangerText } from "./strangers.ts";
import type { Heard } from "./voice.ts";

export interface IntakeParts {
  conversation: Conversation;
  store: Store;
  api: Pick<Api, "answerCallbackQuery" | "deleteMessage">;
  /** Listens to a voice message; never rejects. */
  listen: (said: Said) => Promise<Heard>;
  log: Logger;
}

// https://core.telegram.org/bots/api#answercallbackquery
const longestToast = 200;

/** Takes in updates, strictly one after the other: each is stored, then becomes a turn, a press or an answer, once. */
export class Intake {
  readonly #parts: IntakeParts;
  readonly #strangers = new Strangers();
  readonly #underWay = new Set<Promise<unknown>>();
  /** Voice messages that are being listened to, by chat: what is written after them waits for them. */
  readonly #listening = new Map<string, Promise<void>>();

  constructor(parts: IntakeParts) {
    this.#parts = parts;
  }

  /** Stores the updates and handles those that are new. When it returns they may be acknowledged. */
  take(updates: readonly StoredUpdate[], self: Self): void {
    for (const update of updates) {
      const incoming = readIncoming(update.body, self);
      if (incoming?.kind === "said" && this.#isSecret(incoming)) this.#takeSecret(update, incoming);
      else if (this.#parts.store.updates.add("telegram", update)) this.#handle(update.id, incoming);
    }
  }

  /** Handles what a former process stored and did not come to. */
  recover(self: Self): void {
    for (const { id, body } of this.#parts.store.updates.open("telegram"))
      this.#handle(id, readIncoming(body, self));
  }

  /** Resolves when nothing is being handled. */
  async close(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  // Whatever it does, it marks the update handled in the same transaction.
  #handle(id: number, incoming: Incoming | undefined): void {
    const { store, conversation, log } = this.#parts;
    const handled = () => store.updates.handled("telegram", id);
    try {
      if (incoming === undefined) handled();
      else if (incoming.kind === "draft-stopped") {
        handled();
        conversation.stop(`telegram:${incoming.chat}`);
      } else if (conversation.role(ownerOf(incoming)) === undefined) this.#refuse(incoming, handled);
      else if (incoming.kind === "pressed") this.#press(incoming, handled);
      else this.#hear(incoming, handled);
    } catch (error) {
      log.error({ event: "update-not-handled", update: id, err: error });
    }
  }

  #refuse(incoming: Said | Pressed, handled: () => void): void {
    const { conversation, log } = this.#parts;
    const { sender, name } = incoming;
    log.info({ event: "stranger", sender });
    if (incoming.kind === "pressed") {
      handled();
      this.#answerPress(incoming, "Only people whom my owner has let in may press this.");
    } else if (this.#strangers.toBeTold(sender)) {
      conversation.answer(chatOf(incoming), strangerText(sender), originOf(incoming), handled);
      conversation.knock({ owner: ownerOf(incoming), name });
    } else handled();
  }

  #press(incoming: Pressed, handled: () => void): void {
    const { conversation } = this.#parts;
    const chat = chatOf(incoming);
    const { button, group } = incoming;
    if (button === stopButton.id) {
      handled();
      const { running, waiting } = conversation.stop(chat, ownerOf(incoming));
      const none = conversation.work(chat).running > 0 ? notTheirs : "There is nothing to stop.";
      this.#answerPress(incoming, running + waiting > 0 ? "Stopping." : none);
      return;
    }
    const origin = group ? { origin: String(incoming.message) } : {};
    const pressed = conversation.press({ chat, owner: ownerOf(incoming), button, group, ...origin }, handled);
    this.#answerPress(incoming, pressed.toast);
  }

  #hear(incoming: Said, handled: () => void): void {
    const { conversation } = this.#parts;
    const chat = chatOf(incoming);
    conversation.met({ owner: ownerOf(incoming), name: incoming.name });
    const before = this.#listening.get(chat);
    if (incoming.voice !== undefined && this.#awaitsSecret(incoming))
      conversation.answer(chat, writeSecret, originOf(incoming), handled);
    else if (incoming.voice !== undefined) this.#listen(incoming, handled, before);
    // A command does not wait: the one to stop least of all.
    else if (before === undefined || incoming.text.startsWith("/"))
      this.#say(incoming, incoming.text, handled);
    else this.#keep(before.then(() => this.#say(incoming, incoming.text, handled)));
  }

  #listen(incoming: Said, handled: () => void, before: Promise<void> | undefined): void {
    const { conversation, listen } = this.#parts;
    const chat = chatOf(incoming);
    const listened = listen(incoming).then(async (heard) => {
      await before;
      if ("sorry" in heard) conversation.answer(chat, heard.sorry, originOf(incoming), handled);
      else {
        conversation.answer(chat, `🎤 ${escaped(heard.words)}`, originOf(incoming));
        this.#say(incoming, heard.words, handled);
      }
      if (this.#listening.get(chat) === listened) this.#listening.delete(chat);
    });
    this.#listening.set(chat, listened);
    this.#keep(listened);
  }

  #say(incoming: Said, text: string, handled: () => void): void {
    const { conversation } = this.#parts;
    const answer = (words: string) =>
      conversation.answer(chatOf(incoming), words, originOf(incoming), handled);
    if (text === "") answer(wordsPlease);
    else if (conversation.say(sayingOf(incoming, text), handled) === undefined) answer(tooMuch);
  }

  #isSecret(incoming: Said): boolean {
    const { text } = incoming;
    const saying = { chat: chatOf(incoming), owner: ownerOf(incoming), text };
    return text !== "" && this.#parts.conversation.holdsSecret(saying);
  }

  #awaitsSecret(incoming: Said): boolean {
    return this.#parts.conversation.awaitsSecret({ chat: chatOf(incoming), owner: ownerOf(incoming) });
  }

  // The value is kept nowhere: it is handed on while the update is stored without it.
  #takeSecret({ id }: StoredUpdate, incoming: Said): void {
    const { store, conversation, api, log } = this.#parts;
    const known = store.atomically(() => {
      if (!store.updates.add("telegram", { id, body: { update_id: id } })) return true;
      conversation.say(sayingOf(incoming, incoming.text), () => store.updates.handled("telegram", id));
      return false;
    });
    if (known || incoming.group) return;
    const deleted = api.deleteMessage(incoming.chat, incoming.message).catch((error: unknown) => {
      log.warn({ event: "secret-not-deleted", err: error });
      conversation.answer(chatOf(incoming), "I could not delete your message with the secret: please do.");
    });
    this.#keep(deleted);
  }

  // Telegram shows the button as busy until it is answered.
  #answerPress({ query }: Pressed, text: string): void {
    const { api, log } = this.#parts;
    const answered = api
      .answerCallbackQuery(query, text === "" ? {} : { text: text.slice(0, longestToast).toWellFormed() })
      .catch((error) => log.warn({ event: "press-not-answered", err: error }));
    this.#keep(answered);
  }

  #keep(work: Promise<unknown>): void {
    const done = work
      .catch((error) => this.#parts.log.error({ event: "update-not-handled", err: error }))
      .finally(() => this.#underWay.delete(done));
    this.#underWay.add(done);
  }
}

function escaped(words: string): string {
  return words.replace(/[\\`*_[\]<>~#|&]/g, "\\$&");
}

const writeSecret =
  "Please write the secret to me: a voice message would be heard by others. /cancel ends this.";
const wordsPlease =
  "I only understand written and spoken words. Please write what you want; /help shows examples.";
const tooMuch =
  "I have not taken this one: twenty of your messages are waiting already. Please give me a moment, or send /stop to clear them.";
