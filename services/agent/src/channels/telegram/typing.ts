import type { Api } from "grammy";

// Telegram shows it for five seconds or until a message arrives.
const repeatMs = 4_500;

/** Shows the chat that something is being written, until the returned function is called. */
export function showTyping(api: Api, chat: number): () => void {
  const type = () => void api.sendChatAction(chat, "typing").catch(() => {});
  type();
  const timer = setInterval(type, repeatMs);
  timer.unref();
  return () => clearInterval(timer);
}
