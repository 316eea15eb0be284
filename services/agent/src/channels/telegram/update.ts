import { z } from "zod";

const Entity = z.object({ type: z.string(), offset: z.number(), length: z.number() });
const Sender = z.object({ id: z.number(), is_bot: z.boolean(), first_name: z.string().default("") });
const Chat = z.object({ id: z.number(), type: z.string() });
const Voice = z.object({
  file_id: z.string(),
  duration: z.number().default(0),
  file_size: z.number().default(0),
  mime_type: z.string().default("audio/ogg"),
});
const Message = z.object({
  message_id: z.number(),
  chat: Chat,
  from: Sender.optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  entities: z.array(Entity).optional(),
  caption_entities: z.array(Entity).optional(),
  reply_to_message: z.object({ from: Sender.optional() }).optional(),
  voice: Voice.optional(),
  // What people send instead of text; service messages ("Ada joined") have none of these.
  audio: z.unknown().optional(),
  photo: z.unknown().optional(),
  video: z.unknown().optional(),
  video_note: z.unknown().optional(),
  document: z.unknown().optional(),
  sticker: z.unknown().optional(),
  location: z.unknown().optional(),
  contact: z.unknown().optional(),
});
export type Message = z.infer<typeof Message>;

const CallbackQuery = z.object({
  id: z.string(),
  from: Sender,
  data: z.string().default(""),
  message: z.object({ message_id: z.number(), chat: Chat }).optional(),
});
export type CallbackQuery = z.infer<typeof CallbackQuery>;

/** An update, cut down to what is read of it (https://core.telegram.org/bots/api#update). */
export const Update = z.object({
  message: Message.optional(),
  callback_query: CallbackQuery.optional(),
  stopped_message_generation: z.object({ chat: Chat, draft_id: z.number() }).optional(),
});
