// The Bot API objects that the fake hands out, cut down to the fields it fills in.
// Source: https://core.telegram.org/bots/api#available-types

export interface User {
  readonly id: number;
  readonly is_bot: boolean;
  readonly first_name: string;
  readonly username?: string;
  readonly language_code?: string;
}

export type ChatType = "private" | "group" | "supergroup" | "channel";

export interface Chat {
  readonly id: number;
  readonly type: ChatType;
  readonly first_name?: string;
  readonly username?: string;
  readonly title?: string;
}

export interface Entity {
  readonly type: string;
  /** In UTF-16 code units, from the start of the text. */
  readonly offset: number;
  /** In UTF-16 code units. */
  readonly length: number;
  readonly url?: string;
  readonly language?: string;
}

export interface InlineButton {
  readonly text: string;
  readonly callback_data?: string;
  readonly url?: string;
}

export interface InlineKeyboard {
  readonly inline_keyboard: readonly (readonly InlineButton[])[];
}

export interface SentFile {
  readonly file_id: string;
  readonly file_unique_id: string;
  readonly file_name?: string;
  readonly mime_type?: string;
  /** In bytes. */
  readonly file_size: number;
}

export interface Voice extends Pick<SentFile, "file_id" | "file_unique_id" | "mime_type" | "file_size"> {
  /** In seconds. */
  readonly duration: number;
}

export interface Message {
  readonly message_id: number;
  readonly from: User;
  readonly chat: Chat;
  /** Unix time in seconds. */
  readonly date: number;
  readonly edit_date?: number;
  readonly text?: string;
  readonly entities?: readonly Entity[];
  readonly caption?: string;
  readonly document?: SentFile;
  readonly voice?: Voice;
  readonly sticker?: object;
  readonly reply_to_message?: Message;
  readonly reply_markup?: InlineKeyboard;
}

export interface CallbackQuery {
  readonly id: string;
  readonly from: User;
  readonly message: Message;
  readonly chat_instance: string;
  readonly data: string;
}

/** One update; exactly one of the optional fields is set. */
export interface Update {
  readonly update_id: number;
  readonly message?: Message;
  readonly edited_message?: Message;
  readonly callback_query?: CallbackQuery;
  readonly stopped_message_generation?: MessageGenerationStopped;
}

/** A person pressed Stop at a draft. Who it was is not said: drafts are in private chats alone. */
export interface MessageGenerationStopped {
  readonly chat: Chat;
  readonly draft_id: number;
}

export const updateKinds = [
  "message",
  "edited_message",
  "callback_query",
  "stopped_message_generation",
] as const;
export type UpdateKind = (typeof updateKinds)[number];
