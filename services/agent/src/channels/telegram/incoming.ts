import { type CallbackQuery, type Message, Update } from "./update.ts";

/** The kinds of updates that are read here. */
export const wantedUpdates = ["message", "callback_query", "stopped_message_generation"] as const;

/** The bot's own account. */
export interface Self {
  id: number;
  username: string;
}

/** Something that is meant for the bot. */
export type Incoming = Said | Pressed | DraftStopped;

interface FromSomebody {
  /** The sender's id: who they are, whatever the chat. */
  sender: number;
  /** What they call themselves. */
  name: string;
  chat: number;
  group: boolean;
  message: number;
}

/** A person's message. */
export interface Said extends FromSomebody {
  kind: "said";
  /** The words without the bot's own name; empty if there are none. A command begins with its slash. */
  text: string;
  voice: { file: string; seconds: number; bytes: number; type: string } | undefined;
}

/** A person pressed a button; `message` is what it hangs on. Telegram waits for an answer to the query. */
export interface Pressed extends FromSomebody {
  kind: "pressed";
  query: string;
  button: string;
}

/** The person of a private chat pressed Stop at a draft. */
export interface DraftStopped {
  kind: "draft-stopped";
  chat: number;
}

/**
 * Reads an update. Undefined if it is nothing to answer: not from a person, or a message in a group that does
 * not address the bot (by its name, by a command to it, or by answering it).
 */
export function readIncoming(update: unknown, self: Self): Incoming | undefined {
  const read = Update.safeParse(update).data;
  if (read?.message !== undefined) return readMessage(read.message, self);
  if (read?.callback_query !== undefined) return readPress(read.callback_query);
  if (read?.stopped_message_generation !== undefined)
    return { kind: "draft-stopped", chat: read.stopped_message_generation.chat.id };
  return undefined;
}

function readPress({ id, from, data, message }: CallbackQuery): Pressed | undefined {
  // Without a message it hangs on one that somebody sent by way of the bot; voxnix makes none.
  if (message === undefined) return undefined;
  return {
    kind: "pressed",
    query: id,
    button: data,
    sender: from.id,
    name: from.first_name,
    chat: message.chat.id,
    group: message.chat.type !== "private",
    message: message.message_id,
  };
}

function readMessage(message: Message, self: Self): Said | undefined {
  if (message.from === undefined || message.from.is_bot || !isSpoken(message)) return undefined;
  const group = message.chat.type !== "private";
  const raw = message.text ?? message.caption ?? "";
  const name = `@${self.username}`.toLowerCase();
  const words = (message.entities ?? message.caption_entities ?? []).map(({ type, offset, length }) => ({
    type,
    offset,
    word: raw.slice(offset, offset + length).toLowerCase(),
  }));
  const commandWord = words.find(({ type, offset }) => type === "bot_command" && offset === 0)?.word ?? "";
  const addressee = commandWord.split("@")[1];
  // A command with another bot's name is that bot's, also in a private chat.
  if (addressee !== undefined && `@${addressee}` !== name) return undefined;
  const named =
    addressee !== undefined || words.some(({ type, word }) => type === "mention" && word === name);
  const answered = message.reply_to_message?.from?.id === self.id;
  if (group && !named && !answered) return undefined;
  const { voice } = message;
  return {
    kind: "said",
    sender: message.from.id,
    name: message.from.first_name,
    chat: message.chat.id,
    group,
    message: message.message_id,
    text: withoutName(raw, name),
    voice: voice && {
      file: voice.file_id,
      seconds: voice.duration,
      bytes: voice.file_size,
      type: voice.mime_type,
    },
  };
}

const contents = [
  ...(["text", "caption", "voice", "audio", "photo", "video"] as const),
  ...(["video_note", "document", "sticker", "location", "contact"] as const),
];

// Others are the chat's own: somebody joined, a title changed.
function isSpoken(message: Message): boolean {
  return contents.some((content) => message[content] !== undefined);
}

// With the comma or colon that people set behind a name. A command keeps its slash.
function withoutName(text: string, name: string): string {
  const at = text.toLowerCase().indexOf(name);
  if (at < 0) return text.trim();
  const before = text.slice(0, at).trimEnd();
  const after = text
    .slice(at + name.length)
    .replace(/^[,:]/, "")
    .trimStart();
  return `${before} ${after}`.trim();
}
