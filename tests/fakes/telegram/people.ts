import { isObject } from "../control/input.ts";
import type { Entity, Message, User } from "./objects.ts";
import { unixNow, type World } from "./world.ts";

/** Who speaks: an id, or an id with names. */
export interface Speaker {
  readonly id: number;
  readonly username?: string;
  readonly first_name?: string;
}

/** What a person writes, and where (their private chat unless a group is named). */
export interface Saying {
  readonly from: Speaker;
  readonly text: string;
  /** The id of a group; negative, as on Telegram. */
  readonly group?: number;
}

/** A person who exists but has never written: the bot may not write to them first. */
export const introduce = (world: World, speaker: Speaker): User => {
  const known = world.people.get(speaker.id);
  const user: User = {
    id: speaker.id,
    is_bot: false,
    first_name: speaker.first_name ?? known?.user.first_name ?? `User ${speaker.id}`,
    ...(speaker.username === undefined ? {} : { username: speaker.username }),
  };
  world.people.set(user.id, {
    user,
    hasWritten: known?.hasWritten ?? false,
    hasBlocked: known?.hasBlocked ?? false,
  });
  return user;
};

/** The person blocks the bot, or lets it in again. */
export const block = (world: World, id: number, blocked: boolean): void => {
  const person = world.people.get(id);
  if (person === undefined) throw new Error(`nobody with id ${id}`);
  world.people.set(id, { ...person, hasBlocked: blocked });
};

/** A person writes to the bot. Returns the message and the number of the update (none when the bot did not want it). */
export const say = (
  world: World,
  { from, text, group }: Saying,
): { message: Message; update: number | undefined } => {
  const user = introduce(world, from);
  const chatId = group ?? user.id;
  if (group === undefined) world.people.set(user.id, { user, hasWritten: true, hasBlocked: false });
  const chat =
    group === undefined
      ? {
          id: chatId,
          type: "private" as const,
          first_name: user.first_name,
          ...(user.username === undefined ? {} : { username: user.username }),
        }
      : { id: chatId, type: "group" as const, title: `Group ${chatId}` };
  world.chats.set(chatId, chat);
  const entities = commandEntities(text);
  const message: Message = {
    message_id: world.nextMessageId(chatId),
    from: user,
    chat,
    date: unixNow(),
    text,
    ...(entities.length > 0 ? { entities } : {}),
  };
  world.keep(message);
  world.transcript.add({ kind: "said", chat: chatId, from: user.id, message: message.message_id, text });
  const update = world.updates.push("message", (update_id) => ({ update_id, message }));
  return { message, update };
};

/** What a person presses: a button of a message, by its data or by its label. */
export interface Press {
  readonly from: Speaker;
  readonly chat: number;
  readonly message: number;
  readonly data?: string;
  readonly label?: string;
}

/** A person presses a button that the bot showed. A button that is not there is the test's mistake. */
export const press = (world: World, { from, chat, message: id, data, label }: Press): { query: string } => {
  const user = introduce(world, from);
  const message = world.message(chat, id)?.message;
  const buttons = message?.reply_markup?.inline_keyboard.flat() ?? [];
  const button = buttons.find((each) =>
    data === undefined ? each.text === label : each.callback_data === data,
  );
  if (message === undefined || button?.callback_data === undefined)
    throw new Error(`message ${id} of chat ${chat} has no such button; it has ${JSON.stringify(buttons)}`);
  const query = {
    id: world.nextQueryId(),
    from: user,
    message,
    chat_instance: String(chat),
    data: button.callback_data,
  };
  world.queries.set(query.id, query);
  world.transcript.add({
    kind: "pressed",
    chat,
    from: user.id,
    message: id,
    data: query.data,
    query: query.id,
  });
  world.updates.push("callback_query", (update_id) => ({ update_id, callback_query: query }));
  return { query: query.id };
};

// Bots are told about commands by entities, not by the slash.
const commandEntities = (text: string): Entity[] => {
  const command = /^\/[A-Za-z0-9_]{1,64}(@[A-Za-z0-9_]+)?/.exec(text);
  return command === null ? [] : [{ type: "bot_command", offset: 0, length: command[0].length }];
};

/** Reads a speaker from a control request: a number or an object with an id. */
export const readSpeaker = (value: unknown): Speaker => {
  if (typeof value === "number") return { id: value };
  if (!isObject(value) || typeof value.id !== "number")
    throw new Error("from must be a user id or {id, username?, first_name?}");
  const { id, username, first_name } = value;
  return {
    id,
    ...(typeof username === "string" ? { username } : {}),
    ...(typeof first_name === "string" ? { first_name } : {}),
  };
};
