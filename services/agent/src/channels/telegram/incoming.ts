import { z } from "zod";

const Entity = z.object({ type: z.string(), offset: z.number(), length: z.number() });
const Sender = z.object({ id: z.number(), is_bot: z.boolean() });
const Message = z.object({
  message_id: z.number(),
  chat: z.object({ id: z.number(), type: z.string() }),
  from: Sender.optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  entities: z.array(Entity).optional(),
  caption_entities: z.array(Entity).optional(),
  reply_to_message: z.object({ from: Sender.optional() }).optional(),
  // What people send instead of text; service messages ("Ada joined") have none of these.
  voice: z.unknown().optional(),
  audio: z.unknown().optional(),
  photo: z.unknown().optional(),
  video: z.unknown().optional(),
  video_note: z.unknown().optional(),
  document: z.unknown().optional(),
  sticker: z.unknown().optional(),
  location: z.unknown().optional(),
  contact: z.unknown().optional(),
});
const Update = z.object({ message: Message.optional() });

/** The bot's own account. */
export interface Self {
  id: number;
  username: string;
}

/** A message that is meant for the bot. */
export interface Incoming {
  /** The sender's id: who they are, whatever the chat. */
  sender: number;
  chat: number;
  group: boolean;
  message: number;
  /** The words without the bot's own name; empty if there are none. */
  text: string;
  /** Without slash, in small letters, e.g. "list". */
  command: string | undefined;
}

/**
 * Reads an update. Undefined if it is nothing to answer: no message of a person, or in a group one that does
 * not address the bot (by its name, by a command to it, or by answering it).
 */
export function readIncoming(update: unknown, self: Self): Incoming | undefined {
  const message = Update.safeParse(update).data?.message;
  if (message?.from === undefined || message.from.is_bot || !isSpoken(message)) return undefined;
  const group = message.chat.type !== "private";
  const raw = message.text ?? message.caption ?? "";
  const entities = message.entities ?? message.caption_entities ?? [];
  const name = `@${self.username}`.toLowerCase();
  const words = entities.map(({ type, offset, length }) => ({
    type,
    offset,
    word: raw.slice(offset, offset + length),
  }));
  const commandWord = words.find(({ type, offset }) => type === "bot_command" && offset === 0)?.word;
  const [command, addressee] = (commandWord ?? "").slice(1).toLowerCase().split("@");
  // A command with another bot's name is that bot's, also in a private chat.
  if (addressee !== undefined && `@${addressee}` !== name) return undefined;
  const named =
    addressee !== undefined ||
    words.some(({ type, word }) => type === "mention" && word.toLowerCase() === name);
  const answered = message.reply_to_message?.from?.id === self.id;
  if (group && !named && !answered) return undefined;
  return {
    sender: message.from.id,
    chat: message.chat.id,
    group,
    message: message.message_id,
    text: withoutName(raw, name),
    command: command || undefined,
  };
}

const contents = [
  ...(["text", "caption", "voice", "audio", "photo", "video"] as const),
  ...(["video_note", "document", "sticker", "location", "contact"] as const),
];

// Others are the chat's own: somebody joined, a title changed.
function isSpoken(message: z.infer<typeof Message>): boolean {
  return contents.some((content) => message[content] !== undefined);
}

function withoutName(text: string, name: string): string {
  const at = text.toLowerCase().indexOf(name);
  const rest = at < 0 ? text : `${text.slice(0, at)} ${text.slice(at + name.length)}`;
  return rest.replace(/[ \t]+/g, " ").trim();
}
