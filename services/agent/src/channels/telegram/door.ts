import type { Logger } from "@voxnix/daemon";
import type { Api } from "grammy";
import type { Delivery, Door, TurnEvent } from "../../conversation/index.ts";
import type { OutboxMessage, Store, Turn } from "../../store/index.ts";
import { realClock } from "./clock.ts";
import { asKeyboard, stopButton } from "./keyboard.ts";
import { marksOf, withMark } from "./marks.ts";
import { postsOf } from "./posts.ts";
import { draftPreview, messagePreview, type Preview } from "./preview.ts";
import { ProgressMessage } from "./progress.ts";
import { sendPost } from "./sending.ts";
import { settle } from "./settling.ts";
import { showTyping } from "./typing.ts";

export interface TelegramDoorParts {
  /** Waits where Telegram asks for patience. */
  api: Api;
  /** Fails at once: for what is overtaken by the next anyway. */
  hastyApi: Api;
  store: Store;
  log: Logger;
}

// What a chat sees of a turn under way.
interface Shown {
  readonly progress: ProgressMessage;
  preview: Preview | undefined;
  stopTyping: () => void;
}

/** Telegram as the conversation sees it: typing, a preview and one progress message while a turn runs, then the reply. */
export class TelegramDoor implements Door {
  readonly #parts: TelegramDoorParts;
  readonly #shown = new Map<string, Shown>();
  readonly #ending = new Set<Promise<void>>();
  /** Previews whose reply is not out yet. */
  readonly #previews = new Map<string, Preview>();

  constructor(parts: TelegramDoorParts) {
    this.#parts = parts;
  }

  show(turn: Turn, event: TurnEvent): void {
    if (event.type === "turn") this.#begin(turn);
    if (event.type === "draft") this.#of(turn).preview?.show(event.text);
    if (event.type === "operation") {
      const { preview, progress } = this.#of(turn);
      preview?.rest();
      progress.add(event);
    }
  }

  async deliver(
    message: OutboxMessage,
    partsSaid: (parts: number, shown?: string) => void,
  ): Promise<Delivery> {
    const turn = message.turn ?? "";
    await this.#end(turn);
    const delivery = message.kind === "set-aside" ? "said" : await this.#say(message, partsSaid);
    await this.#previews.get(turn)?.remove();
    this.#previews.delete(turn);
    return delivery;
  }

  async settle(message: OutboxMessage, text: string): Promise<void> {
    if (message.shown === null) return;
    const { api, log } = this.#parts;
    await settle(api, chatId(message.chat), Number(message.shown), text, log);
  }

  /** Gives the progress messages their last text. */
  async close(): Promise<void> {
    for (const { stopTyping, preview } of this.#shown.values()) {
      stopTyping();
      void preview?.end();
    }
    await Promise.all(this.#ending);
  }

  async #say(message: OutboxMessage, partsSaid: (parts: number, shown?: string) => void): Promise<Delivery> {
    const { api, log } = this.#parts;
    const place = {
      chat: chatId(message.chat),
      replyTo: message.origin ? Number(message.origin) : undefined,
    };
    const keyboard = message.buttons.length > 0 ? asKeyboard(message.buttons) : undefined;
    const posts = postsOf(message.text, message.files, keyboard !== undefined);
    for (const [index, post] of posts.entries()) {
      if (index < message.parts) continue;
      const last = index === posts.length - 1;
      const id = await sendPost(api, place, post, last ? keyboard : undefined, log);
      if (id === undefined) return "never";
      partsSaid(index + 1, last && keyboard ? String(id) : undefined);
    }
    return "said";
  }

  #begin(turn: Turn): void {
    const shown = this.#of(turn);
    const chat = chatId(turn.chat);
    const { hastyApi, store } = this.#parts;
    const parts = { api: hastyApi, chat, clock: realClock };
    shown.stopTyping = showTyping(hastyApi, chat);
    // Telegram's groups have negative ids (https://core.telegram.org/bots/api#chat).
    shown.preview =
      chat > 0
        ? draftPreview(parts, turn.number)
        : messagePreview(parts, originOf(turn), marksOf(turn).preview, (message) =>
            store.turns.show(turn.number, withMark(store.turns.get(turn.number), { preview: message })),
          );
  }

  #of(turn: Turn): Shown {
    const known = this.#shown.get(turn.id);
    if (known !== undefined) return known;
    const { hastyApi, store } = this.#parts;
    const progress = new ProgressMessage({
      api: hastyApi,
      chat: chatId(turn.chat),
      replyTo: originOf(turn),
      stop: stopButton,
      clock: realClock,
      message: marksOf(turn).progress,
      shown: (message) =>
        store.turns.show(turn.number, withMark(store.turns.get(turn.number), { progress: message })),
    });
    const shown = { progress, preview: undefined, stopTyping: () => {} };
    this.#shown.set(turn.id, shown);
    return shown;
  }

  // The progress message is not waited for: the last edit keeps its distance from the one before, the reply need not.
  async #end(turn: string): Promise<void> {
    const shown = this.#shown.get(turn);
    if (shown === undefined) return;
    shown.stopTyping();
    // An operation that goes on without its turn is followed up, and shown in the same message.
    if (!shown.progress.underWay) {
      this.#shown.delete(turn);
      const done = shown.progress.end().finally(() => this.#ending.delete(done));
      this.#ending.add(done);
    }
    const { preview } = shown;
    if (preview === undefined) return;
    shown.preview = undefined;
    this.#previews.set(turn, preview);
    await preview.end();
  }
}

function originOf({ origin }: Turn): number | undefined {
  return origin === null ? undefined : Number(origin);
}

function chatId(chat: string): number {
  return Number(chat.slice("telegram:".length));
}
