import { EventEmitter, once } from "node:events";
import type { Entity, InlineKeyboard } from "./objects.ts";

/** One thing that happened in a chat, in the order in which a user would have seen it. */
export type Happening =
  | {
      readonly kind: "said";
      readonly chat: number;
      readonly from: number;
      readonly message: number;
      readonly text: string;
    }
  | { readonly kind: "stopped-draft"; readonly chat: number; readonly draft: number }
  | {
      readonly kind: "pressed";
      readonly chat: number;
      readonly from: number;
      readonly message: number;
      readonly data: string;
      readonly query: string;
    }
  | (Shown & { readonly kind: "sent" })
  | (Shown & {
      readonly kind: "edited" /** Milliseconds since the message was sent or last edited. */;
      readonly gap: number;
    })
  | { readonly kind: "deleted"; readonly chat: number; readonly message: number }
  | { readonly kind: "action"; readonly chat: number; readonly action: string }
  | {
      readonly kind: "answered";
      readonly chat: number;
      readonly query: string;
      readonly text: string;
    }
  | {
      readonly kind: "draft";
      readonly chat: number;
      readonly draft: number;
      readonly text: string;
      readonly canStop: boolean;
    }
  | {
      readonly kind: "document";
      readonly chat: number;
      readonly message: number;
      readonly name: string;
      readonly content: string;
      readonly caption: string;
      readonly keyboard?: InlineKeyboard;
    }
  | { readonly kind: "webhook"; readonly url: string }
  | { readonly kind: "commands"; readonly commands: readonly string[] };

interface Shown {
  readonly chat: number;
  readonly message: number;
  readonly text: string;
  readonly entities: readonly Entity[];
  readonly keyboard?: InlineKeyboard;
}

/** A happening with its number in the transcript, from 1. */
export type Entry = Happening & { readonly n: number };

/** Everything that happened, numbered, with a way to wait for more. */
export class Transcript {
  readonly #entries: Entry[] = [];
  readonly #more = new EventEmitter().setMaxListeners(0);

  add(happening: Happening): Entry {
    const entry: Entry = { ...happening, n: this.#entries.length + 1 };
    this.#entries.push(entry);
    this.#more.emit("more");
    return entry;
  }

  /** Entries numbered above `n`, of one chat when given. */
  after(n: number, chat?: number): readonly Entry[] {
    const later = this.#entries.slice(n);
    return chat === undefined ? later : later.filter((entry) => "chat" in entry && entry.chat === chat);
  }

  /** Resolves once there is an entry above `n` (of the chat), or when the signal ends the wait. */
  async waitFor(n: number, chat: number | undefined, signal: AbortSignal): Promise<readonly Entry[]> {
    while (this.after(n, chat).length === 0 && !signal.aborted) {
      await once(this.#more, "more", { signal }).catch(() => undefined);
    }
    return this.after(n, chat);
  }
}
