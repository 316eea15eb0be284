import { type Api, GrammyError } from "grammy";
import type { Clock } from "./clock.ts";
import { asKeyboard, stopButton } from "./keyboard.ts";
import { Pace } from "./pace.ts";
import { asEntities, asReply } from "./sending.ts";
import { splitMarkdown } from "./split.ts";

/** What the chat sees of a reply while it is being written. */
export interface Preview {
  /** The whole text so far, Markdown. */
  show(text: string): void;
  /** Something else is shown instead, until there is new text. */
  rest(): void;
  /** The reply is about to be sent: nothing of the preview may come after it. */
  end(): Promise<void>;
  /** The reply is sent: what is left of the preview goes. Never rejects. */
  remove(): Promise<void>;
}

export interface PreviewParts {
  /** Without automatic retries: what fails is overtaken by the next. */
  api: Pick<Api, "sendMessageDraft" | "sendMessage" | "editMessageText" | "deleteMessage">;
  chat: number;
  clock: Clock;
}

// Sooner a reply needs no sign that it is being written.
const thinkingAfterMs = 1_500;
const draftEveryMs = 1_000;
// A draft is on the screen for 30 seconds (https://core.telegram.org/bots/api#sendmessagedraft).
const draftAgainMs = 20_000;
const editEveryMs = 3_000;

/** In a private chat: Telegram's drafts, with its Stop button. Gone by itself when the reply comes. */
export function draftPreview({ api, chat, clock }: PreviewParts, draftId: number): Preview {
  const pace = new Pace({
    clock,
    firstAfterMs: thinkingAfterMs,
    everyMs: draftEveryMs,
    repeatMs: draftAgainMs,
    async send(text) {
      const shown = text.trim() === "" ? { text: "", spans: [] } : latest(text);
      await api.sendMessageDraft(chat, draftId, shown.text, {
        entities: asEntities(shown.spans),
        can_stop: true,
      });
    },
  });
  // With an empty text Telegram shows that the bot thinks.
  pace.offer("");
  return {
    show: (text) => pace.offer(text),
    rest: () => pace.rest(),
    end: () => pace.end(),
    remove: async () => {},
  };
}

/** Elsewhere: a message that is edited as the text grows, and deleted when the reply is there. */
export function messagePreview(
  { api, chat, clock }: PreviewParts,
  replyTo: number | undefined,
  known: number | undefined,
  shown: (message: number | undefined) => void,
): Preview {
  let message = known;
  const pace = new Pace({
    clock,
    firstAfterMs: thinkingAfterMs,
    everyMs: editEveryMs,
    async send(markdown) {
      const { text, spans } = latest(markdown);
      const options = {
        entities: asEntities(spans),
        link_preview_options: { is_disabled: true },
        reply_markup: asKeyboard([[stopButton]]),
      };
      if (message !== undefined) {
        await api.editMessageText(chat, message, text, options).catch(unlessUnmodified);
        return;
      }
      const sent = await api.sendMessage(chat, text, {
        ...options,
        ...asReply(replyTo),
        disable_notification: true,
      });
      message = sent.message_id;
      shown(message);
    },
  });
  return {
    show: (text) => text.trim() !== "" && pace.offer(text),
    rest: () => {},
    end: () => pace.end(),
    async remove() {
      if (message === undefined) return;
      await api.deleteMessage(chat, message).catch(() => {});
      shown(undefined);
    },
  };
}

// Of a text that needs several messages, the one that is being written.
function latest(markdown: string) {
  return splitMarkdown(markdown).at(-1) ?? { text: "…", spans: [] };
}

function unlessUnmodified(error: unknown): void {
  if (error instanceof GrammyError && /message is not modified/.test(error.description)) return;
  throw error;
}
