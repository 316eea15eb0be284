import { answerCallbackQuery, getMyCommands, sendChatAction, setMyCommands } from "./chat.ts";
import type { Method } from "./context.ts";
import { getFile, sendDocument } from "./documents.ts";
import { sendMessageDraft } from "./drafts.ts";
import { deleteMessage, editMessageReplyMarkup, editMessageText, sendMessage } from "./messages.ts";
import { deleteWebhook, getMe, getUpdates, getWebhookInfo, setWebhook } from "./updates.ts";

/** Every method that the fake knows. What is not here is answered with the real server's 404. */
export const methods: Readonly<Record<string, Method>> = {
  answerCallbackQuery,
  deleteMessage,
  deleteWebhook,
  editMessageReplyMarkup,
  editMessageText,
  getFile,
  getMe,
  getMyCommands,
  getUpdates,
  getWebhookInfo,
  sendChatAction,
  sendDocument,
  sendMessage,
  sendMessageDraft,
  setMyCommands,
  setWebhook,
};

const byLowerCase = new Map(
  Object.entries(methods).map(([name, method]) => [name.toLowerCase(), { name, method }]),
);

/** Finds a method by its name; like the real server, upper and lower case do not matter. */
export const findMethod = (name: string): { name: string; method: Method } | undefined =>
  byLowerCase.get(name.toLowerCase());
