import { readKeyboard } from "../keyboard.ts";
import type { InlineKeyboard, Message } from "../objects.ts";
import { badRequest } from "../refused.ts";
import { messageText, type ShownText } from "../text.ts";
import { unixNow } from "../world.ts";
import { checkReply, type Method, ownMessage, writableChat } from "./context.ts";

export const sendMessage: Method = (call) => {
  const { world, params } = call;
  const chat = writableChat(call);
  const shown = messageText(params);
  const keyboard = readKeyboard(params);
  checkReply(call, chat);
  const message: Message = {
    message_id: world.nextMessageId(chat.id),
    from: world.bot,
    chat,
    date: unixNow(),
    ...contents(shown, keyboard),
  };
  world.keep(message);
  world.transcript.add({ kind: "sent", ...entry(message, shown, keyboard) });
  return message;
};

export const editMessageText: Method = (call) => {
  const { world, params } = call;
  const chat = writableChat(call);
  const { message: before, touched } = ownMessage(call, chat, "edit");
  if (before.text === undefined) throw badRequest("there is no text in the message to edit");
  const shown = messageText(params);
  const keyboard = readKeyboard(params);
  refuseUnmodified(before, shown, keyboard);
  const { entities: _entities, reply_markup: _markup, ...kept } = before;
  const message: Message = { ...kept, edit_date: unixNow(), ...contents(shown, keyboard) };
  world.keep(message);
  const gap = Math.round(performance.now() - touched);
  world.transcript.add({ kind: "edited", gap, ...entry(message, shown, keyboard) });
  return message;
};

export const editMessageReplyMarkup: Method = (call) => {
  const { world, params } = call;
  const chat = writableChat(call);
  const { message: before, touched } = ownMessage(call, chat, "edit");
  const keyboard = readKeyboard(params);
  const shown: ShownText = { text: before.text ?? "", entities: before.entities ?? [] };
  refuseUnmodified(before, shown, keyboard);
  const { reply_markup: _markup, ...kept } = before;
  const message: Message = { ...kept, ...(keyboard === undefined ? {} : { reply_markup: keyboard }) };
  world.keep(message);
  const gap = Math.round(performance.now() - touched);
  world.transcript.add({ kind: "edited", gap, ...entry(message, shown, keyboard) });
  return message;
};

// https://core.telegram.org/bots/api#deletemessage: a bot deletes what people wrote in private chats alone,
// unless it is an administrator.
export const deleteMessage: Method = (call) => {
  const chat = writableChat(call);
  const { message } = ownMessage(call, chat, "delete");
  if (message.from.id !== call.world.bot.id && chat.type !== "private")
    throw badRequest("message can't be deleted");
  call.world.forget(chat.id, message.message_id);
  call.world.transcript.add({ kind: "deleted", chat: chat.id, message: message.message_id });
  return true;
};

const contents = ({ text, entities }: ShownText, keyboard: InlineKeyboard | undefined) => ({
  text,
  ...(entities.length > 0 ? { entities } : {}),
  ...(keyboard === undefined ? {} : { reply_markup: keyboard }),
});

const entry = (message: Message, { text, entities }: ShownText, keyboard: InlineKeyboard | undefined) => ({
  chat: message.chat.id,
  message: message.message_id,
  text,
  entities,
  ...(keyboard === undefined ? {} : { keyboard }),
});

const refuseUnmodified = (before: Message, after: ShownText, keyboard: InlineKeyboard | undefined): void => {
  const same =
    before.text === after.text &&
    JSON.stringify(before.entities ?? []) === JSON.stringify(after.entities) &&
    JSON.stringify(before.reply_markup) === JSON.stringify(keyboard);
  if (same)
    throw badRequest(
      "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message",
    );
};
