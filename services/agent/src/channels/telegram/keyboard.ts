import type { InlineKeyboardMarkup } from "grammy/types";
import type { Button } from "../../store/index.ts";

/** Buttons as Telegram's inline keyboard; a button's id is what a press of it brings back. */
export function asKeyboard(rows: readonly (readonly Button[])[]): InlineKeyboardMarkup {
  return {
    inline_keyboard: rows.map((row) => row.map(({ id, label }) => ({ text: label, callback_data: id }))),
  };
}

/** The button under what shows a turn at work. It is the channel's own: it does what /stop does. */
export const stopButton: Button = { id: "stop", label: "⏹ Stop" };
