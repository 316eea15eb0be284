import type { Logger } from "@voxnix/daemon";
import { type Api, GrammyError } from "grammy";
import type { MessageEntity } from "grammy/types";
import type { Span, StyledText } from "../markdown/styled.ts";

/** A chat and, where it helps, the message that is answered there. */
export interface Place {
  chat: number;
  replyTo: number | undefined;
}

/** Sends one message; as plain text if Telegram does not take its entities. False if the chat is closed to the bot. */
export async function sendStyled(api: Api, place: Place, message: StyledText, log: Logger): Promise<boolean> {
  try {
    await send(api, place, message);
    return true;
  } catch (error) {
    if (isClosed(error)) return false;
    if (!(error instanceof GrammyError) || error.error_code !== 400) throw error;
    log.warn({ event: "telegram-refused-entities", reason: error.description });
  }
  try {
    await send(api, place, { text: message.text, spans: [] });
    return true;
  } catch (error) {
    // What Telegram refuses even as plain text it will refuse for ever.
    if (!(error instanceof GrammyError) || ![400, 403].includes(error.error_code)) throw error;
    log.error({ event: "telegram-refused-message", reason: error.description });
    return false;
  }
}

/** The spans as Telegram's entities. */
export function asEntities(spans: readonly Span[]): MessageEntity[] {
  return spans.map(({ type, offset, length, url, language }) => {
    if (type === "text_link") return { type, offset, length, url: url ?? "" };
    if (type === "pre") return { type, offset, length, ...(language === undefined ? {} : { language }) };
    return { type, offset, length };
  });
}

/** The person blocked the bot, or the chat is gone. */
export function isClosed(error: unknown): boolean {
  if (!(error instanceof GrammyError)) return false;
  return error.error_code === 403 || /chat not found|user is deactivated/i.test(error.description);
}

async function send(api: Api, { chat, replyTo }: Place, { text, spans }: StyledText): Promise<void> {
  await api.sendMessage(chat, text, {
    entities: asEntities(spans),
    link_preview_options: { is_disabled: true },
    ...(replyTo === undefined
      ? {}
      : { reply_parameters: { message_id: replyTo, allow_sending_without_reply: true } }),
  });
}
