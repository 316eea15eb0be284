import type { Logger } from "@voxnix/daemon";
import type { Api } from "grammy";
import type { Delivery, Door, TurnEvent } from "../../conversation/index.ts";
import type { OutboxMessage, Store, Turn } from "../../store/index.ts";
import { realClock } from "./clock.ts";
import { ProgressMessage } from "./progress.ts";
import { sendStyled } from "./sending.ts";
import { splitMarkdown } from "./split.ts";
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
  stopTyping: () => void;
}

/** Telegram as the conversation sees it: typing and one progress message while a turn runs, then the reply. */
export class TelegramDoor implements Door {
  readonly #parts: TelegramDoorParts;
  readonly #shown = new Map<string, Shown>();
  readonly #ending = new Set<Promise<void>>();

  constructor(parts: TelegramDoorParts) {
    this.#parts = parts;
  }

  show(turn: Turn, event: TurnEvent): void {
    if (event.type === "turn")
      this.#of(turn).stopTyping = showTyping(this.#parts.hastyApi, chatId(turn.chat));
    if (event.type === "operation") this.#of(turn).progress.add(event);
  }

  async deliver(message: OutboxMessage, partsSaid: (parts: number) => void): Promise<Delivery> {
    this.#end(message.turn);
    // One word about the stop is enough; it says how many were set aside.
    if (message.kind === "set-aside") return "said";
    const { api, log } = this.#parts;
    const place = {
      chat: chatId(message.chat),
      replyTo: message.origin ? Number(message.origin) : undefined,
    };
    for (const [index, part] of splitMarkdown(message.text).entries()) {
      if (index < message.parts) continue;
      if (!(await sendStyled(api, place, part, log))) return "never";
      partsSaid(index + 1);
    }
    return "said";
  }

  /** Gives the progress messages their last text. */
  async close(): Promise<void> {
    for (const { stopTyping } of this.#shown.values()) stopTyping();
    await Promise.all(this.#ending);
  }

  #of(turn: Turn): Shown {
    const known = this.#shown.get(turn.id);
    if (known !== undefined) return known;
    const progress = new ProgressMessage({
      api: this.#parts.hastyApi,
      chat: chatId(turn.chat),
      clock: realClock,
      message: turn.shown === null ? undefined : Number(turn.shown),
      shown: (message) =>
        this.#parts.store.turns.show(turn.number, message === undefined ? null : String(message)),
    });
    const shown = { progress, stopTyping: () => {} };
    this.#shown.set(turn.id, shown);
    return shown;
  }

  // Not waited for: the last edit keeps its distance from the one before, the reply need not.
  #end(turn: string | null): void {
    const shown = turn === null ? undefined : this.#shown.get(turn);
    if (turn === null || shown === undefined) return;
    this.#shown.delete(turn);
    shown.stopTyping();
    const done = shown.progress.end().finally(() => this.#ending.delete(done));
    this.#ending.add(done);
  }
}

function chatId(chat: string): number {
  return Number(chat.slice("telegram:".length));
}
