import { isObject } from "../control/input.ts";
import type { InlineButton, InlineKeyboard } from "./objects.ts";
import type { Params } from "./params.ts";
import { badRequest } from "./refused.ts";

const MOST_BUTTONS = 100;
// More in a row are not shown by any client.
const MOST_IN_A_ROW = 8;
const OTHER_KINDS = [
  "web_app",
  "login_url",
  "switch_inline_query",
  "switch_inline_query_current_chat",
  "copy_text",
];

/** The inline keyboard of a call, checked; undefined when there is none (or another kind of markup). */
export const readKeyboard = (params: Params): InlineKeyboard | undefined => {
  const markup = params.value("reply_markup");
  if (markup === undefined) return undefined;
  if (!isObject(markup)) throw badRequest("object expected as reply markup");
  const rows = markup.inline_keyboard;
  if (rows === undefined) {
    const other = ["keyboard", "remove_keyboard", "force_reply"].some((kind) => kind in markup);
    if (!other && Object.keys(markup).length > 0)
      throw badRequest("can't parse reply keyboard markup JSON object");
    return undefined;
  }
  if (!Array.isArray(rows)) throw badRequest('field "inline_keyboard" must be of type Array');
  const read = rows.map((row: unknown) => {
    if (!Array.isArray(row)) throw badRequest("inline keyboard row must be an Array");
    if (row.length > MOST_IN_A_ROW) throw badRequest("inline keyboard row has too many buttons");
    return row.map(readButton);
  });
  if (read.flat().length > MOST_BUTTONS) throw badRequest("REPLY_MARKUP_TOO_LONG");
  const filled = read.filter((row) => row.length > 0);
  return filled.length === 0 ? undefined : { inline_keyboard: filled };
};

const readButton = (value: unknown): InlineButton => {
  if (!isObject(value))
    throw badRequest("can't parse inline keyboard button: InlineKeyboardButton must be an Object");
  const { text, callback_data, url } = value;
  if (typeof text !== "string" || text === "")
    throw badRequest('can\'t parse inline keyboard button: Field "text" must be of type String');
  if (typeof callback_data === "string" && callback_data !== "") {
    if (Buffer.byteLength(callback_data, "utf8") > 64) throw badRequest("BUTTON_DATA_INVALID");
    return { text, callback_data };
  }
  if (typeof url === "string" && url !== "") {
    if (!URL.canParse(url))
      throw badRequest(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`);
    return { text, url };
  }
  if (OTHER_KINDS.some((kind) => kind in value)) return { text };
  throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
};
