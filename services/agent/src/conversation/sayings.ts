import type { OwnerId } from "@voxnix/protocol";
import type { Approval, Turn } from "../store/index.ts";
import { type Answer, declined } from "./answer.ts";
import type { Asides } from "./asides.ts";
import type { Command } from "./commands/index.ts";
import type { Desk } from "./desk.ts";
import { type Heard, hear } from "./hear.ts";
import { decided, type Press, type Pressed, takePress } from "./presses.ts";
import { hidden } from "./secrets.ts";
import { exchanged } from "./turn.ts";

// One who has so many messages waiting gets no further ones in.
const mostWaiting = 20;

/** What a person said, from an authenticated sender. */
export interface Saying {
  /** `<channel>:<the channel's own name of the chat>`; a person's own chat has their owner id for a name. */
  chat: string;
  owner: OwnerId;
  /** As it was said: commands with their slash. */
  text: string;
  /** The channel's own mark of the message, for answering it. */
  origin?: string;
  /** Whether others read along in that chat. */
  group?: boolean;
}

type HeardCommand = Extract<Heard, { as: "command" }>;

export interface SayingParts {
  desk: Desk;
  asides: Asides;
  enqueue(turn: Turn, place: "first" | "last"): void;
}

/** Makes a turn of everything that people say and press: in the queue, before it, or beside it. */
export class Sayings {
  readonly #desk: Desk;
  readonly #asides: Asides;
  readonly #enqueue: SayingParts["enqueue"];

  constructor({ desk, asides, enqueue }: SayingParts) {
    this.#desk = desk;
    this.#asides = asides;
    this.#enqueue = enqueue;
  }

  take(saying: Saying, stored: () => void): Turn | undefined {
    const heard = this.#hear(saying);
    switch (heard.as) {
      case "command":
        return this.#command(
          this.#add(withoutSecret(saying, heard), "command", stored),
          heard.command,
          heard.rest,
        );
      case "unknown command":
        return this.#aside(this.#add(saying, "command", stored), () => unknown(heard.word));
      case "secret": {
        const turn = this.#add({ ...saying, text: hidden }, "answer", stored);
        return this.#aside(turn, () => this.#desk.secrets.take(turn, heard.name, saying.text));
      }
      case "yes":
        return (
          this.#perform(heard.approval, saying, saying.text, stored) ??
          this.#aside(
            this.#add(saying, "answer", () => {}),
            () => declined(decided.expired),
          )
        );
      case "no":
        return this.#refuse(heard.approval, saying, saying.text, stored);
      case "wish": {
        if (this.#desk.work(saying.chat).waiting >= mostWaiting) return undefined;
        const turn = this.#add(saying, "say", stored);
        this.#enqueue(turn, "last");
        return turn;
      }
    }
  }

  /** Whether what is said holds the value of a secret, wherever in it. */
  holdsSecret(saying: Pick<Saying, "chat" | "owner" | "text">): boolean {
    const heard = this.#hear(saying);
    return heard.as === "secret" || (heard.as === "command" && withoutSecret(saying, heard) !== saying);
  }

  press(press: Press, stored: () => void): Pressed {
    const { store, approvals, log } = this.#desk;
    const said = ({ chat, owner, origin }: Press) => ({
      chat,
      owner,
      ...(origin !== undefined && { origin }),
    });
    return store.atomically(() => {
      stored();
      return takePress(
        {
          ...{ store, approvals, log },
          perform: (approval, by, text) => this.#perform(approval, said(by), text),
          refuse: (approval, by, text) => this.#refuse(approval, said(by), text),
          say: (by, text) => this.take({ ...said(by), text }, () => {}),
        },
        press,
      );
    });
  }

  /** Does once more what a restart cut off. False if it belongs into the queue. */
  again(turn: Turn): boolean {
    if (turn.task !== "command") return false;
    const heard = this.#hear(turn);
    if (heard.as === "command") this.#command(turn, heard.command, heard.rest);
    else this.#aside(turn, () => unknown(turn.text));
    return true;
  }

  #hear({ chat, owner, text }: Pick<Saying, "chat" | "owner" | "text">): Heard {
    const { people, secrets, approvals } = this.#desk;
    const role = people.role(owner);
    if (role === undefined) return { as: "wish" };
    const awaited = secrets.awaited({ chat, owner });
    return hear(text, { role, awaited, asked: () => approvals.lastAsked({ chat, owner }) });
  }

  #command(turn: Turn, command: Command, rest: string): Turn {
    const desk = this.#desk;
    const role = desk.people.role(turn.owner) ?? "member";
    return this.#aside(turn, () => command.run({ turn, role, rest, desk }));
  }

  #aside(turn: Turn, answer: () => Answer | Promise<Answer>): Turn {
    this.#asides.run(turn, answer);
    return turn;
  }

  // A yes never waits behind what else was asked for.
  // Undefined if its time was over just now.
  #perform(
    approval: Approval,
    saying: Omit<Saying, "text">,
    text: string,
    stored = () => {},
  ): Turn | undefined {
    const { store, approvals } = this.#desk;
    const turn = store.atomically(() => {
      stored();
      if (!approvals.decide(approval, "approved", `✅ ${text}`)) return undefined;
      return store.turns.add({ ...saying, text, task: "perform", approval: approval.id });
    });
    if (turn === undefined) approvals.watch();
    else this.#enqueue(turn, "first");
    return turn;
  }

  #refuse(approval: Approval, saying: Omit<Saying, "text">, text: string, stored = () => {}): Turn {
    const { store, approvals } = this.#desk;
    const turn = store.atomically(() => {
      stored();
      approvals.decide(approval, "refused", `✖️ ${text}`);
      return store.turns.add({ ...saying, text, task: "answer" });
    });
    const answer = { text: "Left as it is." };
    return this.#aside(turn, () => {
      exchanged(store, turn, answer);
      return answer;
    });
  }

  #add(saying: Saying, task: "say" | "command" | "answer", stored: () => void): Turn {
    const { store } = this.#desk;
    return store.atomically(() => {
      stored();
      return store.turns.add({ ...saying, task });
    });
  }
}

function withoutSecret<S extends { text: string }>(saying: S, { command, rest }: HeardCommand): S {
  const kept = command.kept?.(rest) ?? rest;
  return kept === rest ? saying : { ...saying, text: `/${command.name} ${kept}` };
}

function unknown(word: string): Answer {
  return declined(`I do not know the command /${word}. Just write what you want, or see /help.`);
}
