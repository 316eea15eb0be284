import type { OwnerId } from "@voxnix/protocol";
import type { OutboxMessage, Store, Turn } from "../store/index.ts";
import type { Answer } from "./answer.ts";
import { notBefore, quietHoursOf } from "./quiet-hours.ts";
import type { Rules } from "./rules.ts";

/** Puts what is to be said into the outbox, and has it said. */
export class Voice {
  readonly #store: Store;
  readonly #rules: Rules;
  readonly #flush: (chat: string) => void;

  constructor(store: Store, rules: Rules, flush: (chat: string) => void) {
    this.#store = store;
    this.#rules = rules;
    this.#flush = flush;
  }

  /** Ends a turn with its answer, in the caller's transaction if there is one. `flush` has it said. */
  reply(turn: Turn, state: "done" | "stopped", answer: Answer, kind: "reply" | "set-aside" = "reply"): void {
    this.#store.atomically(() => {
      this.#store.turns.end(turn.number, state);
      this.#store.outbox.add({ ...written(answer), ...of(turn), kind: answer.silent ? "set-aside" : kind });
    });
  }

  /** News of an earlier turn of a person, where they said it. */
  news(turn: Turn, answer: Answer): void {
    this.#store.outbox.add({ ...written(answer), ...of(turn), kind: "notice" });
  }

  /** Tells a person something that they did not ask for, in their own chat, and not in their quiet hours. */
  tell(owner: OwnerId, answer: Answer, waits: "for the morning" | "never" = "for the morning"): void {
    const hours = waits === "never" ? undefined : quietHoursOf(this.#store, this.#rules.quietHours, owner);
    this.#store.outbox.add({
      ...written(answer),
      chat: owner,
      owner,
      kind: "notice",
      notBeforeMs: notBefore(hours, this.#store.now()),
    });
    this.#flush(owner);
  }

  /** The question in a message is decided: its buttons go, and this line comes under it. */
  settle(message: OutboxMessage | undefined, line: string): void {
    if (message === undefined) return;
    this.#store.outbox.settle(message.number, `${message.text}\n\n${line}`);
    this.#flush(message.chat);
  }

  flush(chat: string): void {
    this.#flush(chat);
  }
}

function written({ text, ok = true, buttons, files }: Answer) {
  return { text, ok, buttons, files };
}

function of({ chat, id, owner, origin }: Turn) {
  return { chat, turn: id, owner, origin };
}
