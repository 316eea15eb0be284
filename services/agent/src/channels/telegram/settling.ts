import type { Logger } from "@voxnix/daemon";
import { type Api, GrammyError } from "grammy";
import { asEntities, isClosed } from "./sending.ts";
import { splitMarkdown } from "./split.ts";

/**
 * Shows a text (Markdown) in place of a message, and takes its buttons away. A message that is not there any more, or
 * can no longer be edited, is left as it is.
 * @throws if Telegram could not be asked
 */
export async function settle(
  api: Api,
  chat: number,
  message: number,
  markdown: string,
  log: Logger,
): Promise<void> {
  // Of a question in several messages the last one has the buttons.
  const { text, spans } = splitMarkdown(markdown).at(-1) ?? { text: "…", spans: [] };
  const edits = [
    () => api.editMessageText(chat, message, text, { entities: asEntities(spans) }),
    () => api.editMessageText(chat, message, text),
    () => api.editMessageReplyMarkup(chat, message),
  ];
  for (const edit of edits) {
    try {
      await edit();
      return;
    } catch (error) {
      if (!(error instanceof GrammyError) || error.error_code >= 500 || error.error_code === 429) throw error;
      if (/message is not modified/.test(error.description)) return;
      log.warn({ event: "telegram-not-settled", reason: error.description });
      if (isClosed(error) || /message (to edit not found|can't be edited)/.test(error.description)) return;
    }
  }
}
