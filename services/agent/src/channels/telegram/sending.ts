import type { Logger } from "@voxnix/daemon";
import { type Api, GrammyError, InputFile } from "grammy";
import type { InlineKeyboardMarkup, MessageEntity } from "grammy/types";
import type { TextFile } from "../../store/index.ts";
import type { Span, StyledText } from "../markdown/styled.ts";
import type { Post } from "./posts.ts";

/** A chat and, where it helps, the message that is answered there. */
export interface Place {
  chat: number;
  replyTo: number | undefined;
}

type Sender = Pick<Api, "sendMessage" | "sendDocument">;

/**
 * Sends one post; a text as plain text if Telegram does not take its entities, and as a file if it does not take
 * that either. Undefined if the chat is closed to the bot.
 * @returns the id of the message
 */
export async function sendPost(
  api: Sender,
  place: Place,
  post: Post,
  keyboard: InlineKeyboardMarkup | undefined,
  log: Logger,
): Promise<number | undefined> {
  const ways: ((place: Place) => Promise<number>)[] =
    post.kind === "file"
      ? [(place) => sendFile(api, place, post.file, keyboard)]
      : [
          (place) => sendText(api, place, post.text, keyboard),
          (place) => sendText(api, place, { text: post.text.text, spans: [] }, keyboard),
          (place) => sendFile(api, place, { name: "message.txt", text: post.text.text }, keyboard),
          // What is wrong may be the buttons.
          (place) => sendText(api, place, { text: post.text.text, spans: [] }, undefined),
        ];
  for (const way of ways) {
    try {
      return await way(place).catch((error) => way(movedPlace(error)));
    } catch (error) {
      if (isClosed(error)) return undefined;
      if (!(error instanceof GrammyError) || error.error_code !== 400) throw error;
      log.warn({ event: "telegram-refused-post", kind: post.kind, reason: error.description });
    }
  }
  // What Telegram refuses in every shape it will refuse for ever.
  return undefined;
}

// A group that grew into a supergroup has another id from then on.
function movedPlace(error: unknown): Place {
  const chat = error instanceof GrammyError ? error.parameters.migrate_to_chat_id : undefined;
  if (chat === undefined) throw error;
  return { chat, replyTo: undefined };
}

/** The spans as Telegram's entities. */
export function asEntities(spans: readonly Span[]): MessageEntity[] {
  return spans.map(({ type, offset, length, url, language }) => {
    if (type === "text_link") return { type, offset, length, url: url ?? "" };
    if (type === "pre") return { type, offset, length, ...(language === undefined ? {} : { language }) };
    return { type, offset, length };
  });
}

/** The option that makes a message an answer to another one, even if that is gone. */
export function asReply(replyTo: number | undefined) {
  return replyTo === undefined
    ? {}
    : { reply_parameters: { message_id: replyTo, allow_sending_without_reply: true } };
}

/** The person blocked the bot, or the chat is gone. */
export function isClosed(error: unknown): boolean {
  if (!(error instanceof GrammyError)) return false;
  return error.error_code === 403 || /chat not found|user is deactivated/i.test(error.description);
}

async function sendText(
  api: Sender,
  { chat, replyTo }: Place,
  { text, spans }: StyledText,
  keyboard: InlineKeyboardMarkup | undefined,
): Promise<number> {
  const { message_id } = await api.sendMessage(chat, text, {
    entities: asEntities(spans),
    link_preview_options: { is_disabled: true },
    ...asReply(replyTo),
    ...(keyboard === undefined ? {} : { reply_markup: keyboard }),
  });
  return message_id;
}

async function sendFile(
  api: Sender,
  { chat, replyTo }: Place,
  { name, text }: TextFile,
  keyboard: InlineKeyboardMarkup | undefined,
): Promise<number> {
  // Telegram takes no empty file.
  const file = new InputFile(Buffer.from(text === "" ? "\n" : text, "utf8"), name);
  const { message_id } = await api.sendDocument(chat, file, {
    ...asReply(replyTo),
    ...(keyboard === undefined ? {} : { reply_markup: keyboard }),
  });
  return message_id;
}
