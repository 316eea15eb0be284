import type { Chat, Entity, Message, User } from "./objects.ts";
import { introduce, type Speaker } from "./people.ts";
import { unixNow, type World } from "./world.ts";

/** What a person sends, and where (their private chat unless a group is named). */
export interface Saying {
  readonly from: Speaker;
  /** The words; of a voice message none. */
  readonly text: string;
  /** The id of a group; negative, as on Telegram. */
  readonly group?: number;
  /** The message that is answered. */
  readonly replyTo?: number;
  readonly voice?: Spoken;
  readonly sticker?: boolean;
}

/** A voice message. */
export interface Spoken {
  readonly bytes: Buffer;
  readonly seconds: number;
  /** What is said of its size, where that is not what it is. In bytes. */
  readonly claimedSize?: number;
}

/** A person writes to the bot. Returns the message and the number of the update (none when the bot does not get it). */
export const say = (world: World, saying: Saying): { message: Message; update: number | undefined } => {
  const user = introduce(world, saying.from);
  const chat = chatOf(world, user, saying.group);
  const entities = wordEntities(saying.text);
  const answered = saying.replyTo === undefined ? undefined : world.message(chat.id, saying.replyTo)?.message;
  if (saying.replyTo !== undefined && answered === undefined)
    throw new Error(`chat ${chat.id} has no message ${saying.replyTo} to answer`);
  const message: Message = {
    message_id: world.nextMessageId(chat.id),
    from: user,
    chat,
    date: unixNow(),
    ...(saying.text === "" ? {} : { text: saying.text }),
    ...(entities.length > 0 ? { entities } : {}),
    ...(answered === undefined ? {} : { reply_to_message: answered }),
    ...(saying.voice === undefined ? {} : { voice: voiceOf(world, saying.voice) }),
    ...(saying.sticker === true ? { sticker: { emoji: "👋" } } : {}),
  };
  world.keep(message);
  const text = saying.text || (saying.voice ? "(a voice message)" : "(a sticker)");
  world.transcript.add({ kind: "said", chat: chat.id, from: user.id, message: message.message_id, text });
  if (!isDelivered(world, message)) return { message, update: undefined };
  return { message, update: world.updates.push("message", (update_id) => ({ update_id, message })) };
};

const chatOf = (world: World, user: User, group: number | undefined): Chat => {
  const chat: Chat =
    group === undefined
      ? {
          id: user.id,
          type: "private",
          first_name: user.first_name,
          ...(user.username === undefined ? {} : { username: user.username }),
        }
      : { id: group, type: "supergroup", title: `Group ${group}` };
  if (group === undefined) world.people.set(user.id, { user, hasWritten: true, hasBlocked: false });
  world.chats.set(chat.id, chat);
  return chat;
};

const voiceOf = (world: World, { bytes, seconds, claimedSize }: Spoken) => {
  const file_size = claimedSize ?? bytes.length;
  const file_id = world.files.add("voice", "oga", bytes, file_size);
  return {
    file_id,
    file_unique_id: file_id.slice(-8),
    duration: seconds,
    mime_type: "audio/ogg",
    file_size,
  };
};

// Bots are told about commands and mentions by entities, not by the slash or the @.
const wordEntities = (text: string): Entity[] =>
  [...text.matchAll(/(?<=^|\s)(?:\/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]+)?|@[A-Za-z0-9_]{4,})/g)].map(
    ({ 0: word, index }) => ({
      type: word.startsWith("/") ? "bot_command" : "mention",
      offset: index,
      length: word.length,
    }),
  );

// https://core.telegram.org/bots/features#privacy-mode
const isDelivered = (
  world: World,
  { chat, text = "", entities = [], reply_to_message }: Message,
): boolean => {
  if (chat.type === "private" || !world.privacyMode) return true;
  if (reply_to_message?.from.id === world.bot.id) return true;
  const name = `@${world.bot.username}`.toLowerCase();
  return entities.some(({ type, offset, length }) => {
    const word = text.slice(offset, offset + length).toLowerCase();
    return type === "mention" ? word === name : !word.includes("@") || word.endsWith(name);
  });
};
