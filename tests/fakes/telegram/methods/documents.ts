import { createHash } from "node:crypto";
import { readKeyboard } from "../keyboard.ts";
import type { Message } from "../objects.ts";
import { badRequest, Refused } from "../refused.ts";
import { captionText } from "../text.ts";
import { unixNow } from "../world.ts";
import { checkReply, type Method, writableChat } from "./context.ts";

const LARGEST_FILE = 50 * 1024 * 1024;

// https://core.telegram.org/bots/api#getfile
const LARGEST_DOWNLOAD = 20 * 1024 * 1024;

/** Where a file can be downloaded: under /file/bot<token>/<file_path>. */
export const getFile: Method = ({ world, params }) => {
  const id = params.text("file_id") ?? "";
  const file = world.files.get(id);
  if (file === undefined) throw badRequest("wrong file_id or the file is temporarily unavailable");
  if (file.size > LARGEST_DOWNLOAD) throw badRequest("file is too big");
  return { file_id: id, file_unique_id: id.slice(0, 16), file_size: file.size, file_path: file.path };
};

export const sendDocument: Method = (call) => {
  const { world, params } = call;
  const chat = writableChat(call);
  const file = params.file("document");
  if (file === undefined) throw badRequest("there is no document in the request");
  if (file.bytes.length === 0) throw badRequest("file must be non-empty");
  if (file.bytes.length > LARGEST_FILE) throw new Refused(413, "Request Entity Too Large");
  const caption = captionText(params);
  const keyboard = readKeyboard(params);
  checkReply(call, chat);
  const id = createHash("sha256").update(file.bytes).digest("base64url");
  const message: Message = {
    message_id: world.nextMessageId(chat.id),
    from: world.bot,
    chat,
    date: unixNow(),
    document: {
      file_id: id,
      file_unique_id: id.slice(0, 16),
      file_name: file.name,
      mime_type: file.type || "application/octet-stream",
      file_size: file.bytes.length,
    },
    ...(caption.text === "" ? {} : { caption: caption.text }),
    ...(keyboard === undefined ? {} : { reply_markup: keyboard }),
  };
  world.keep(message);
  world.transcript.add({
    kind: "document",
    chat: chat.id,
    message: message.message_id,
    name: file.name,
    content: file.bytes.toString("utf8"),
    caption: caption.text,
    ...(keyboard === undefined ? {} : { keyboard }),
  });
  return message;
};
