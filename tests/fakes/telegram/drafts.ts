/** A text that is being written in a private chat, as its person sees it. */
export interface Draft {
  readonly id: number;
  readonly canStop: boolean;
  readonly keepOnStop: boolean;
}

/** The drafts that are on people's screens: one a chat, gone with the next message. */
export class Drafts {
  readonly #shown = new Map<number, Draft>();

  show(chat: number, draft: Draft): void {
    this.#shown.set(chat, draft);
  }

  of(chat: number): Draft | undefined {
    return this.#shown.get(chat);
  }

  end(chat: number): void {
    this.#shown.delete(chat);
  }
}
