import type { OutboxMessage, Turn } from "../store/index.ts";
import type { TurnEvent } from "./events.ts";

/** What became of a message that was to be said: `later` keeps it, `never` gives it up. */
export type Delivery = "said" | "later" | "never";

/** A channel as the conversation sees it. Chats are named `<channel>:<the channel's own name>`. */
export interface Door {
  /** Shows an event of a turn under way; must not throw and must not wait. */
  show(turn: Turn, event: TurnEvent): void;
  /**
   * Says a message. `later` when nobody is there to hear it: the door calls for it when somebody is.
   * @param partsSaid to be told how many parts of a long message are out, so that none is said twice, and
   * the channel's own mark of the part that carries the buttons
   * @throws if it could not be said now; it is tried again after a while
   */
  deliver(message: OutboxMessage, partsSaid: (parts: number, shown?: string) => void): Promise<Delivery>;
  /**
   * The question of a message is decided: shows this text (Markdown) in its place, without buttons. The mark
   * of the message is `message.shown`. Absent where what was said stays as it is.
   * @throws if it could not be done now; it is tried again after a while
   */
  settle?(message: OutboxMessage, text: string): Promise<void>;
}

/** The doors by channel. */
export type Doors = ReadonlyMap<string, Door>;

/** The door that a chat belongs to, if that channel is open. */
export function doorOf(doors: Doors, chat: string): Door | undefined {
  return doors.get(chat.slice(0, chat.indexOf(":")));
}
