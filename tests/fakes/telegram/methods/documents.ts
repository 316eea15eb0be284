import { createHash } from "node:crypto";
import type { Message } from "../objects.ts";
import { badRequest, Refused } from "../refused.ts";
import { captionText } from "../text.ts";
import { unixNow } from "../world.ts";
import { checkReply, type Method, writableChat } from "./context.ts";

const LARGEST_FILE = 50 * 1024 * 1024;

export const sendDocument: Method = (call) => {
  const { world, params } = call;
  const chat = writableChat(call);
  const file = params.file("document");
  if (file === undefined) throw badRequest("there is no document in the request");
  if (file.bytes.length === 0) throw badRequest("file must be non-empty");
  if (file.bytes.length > LARGEST_FILE) throw new Refused(413, "Request Entity Too Large");
  const caption = captionText(params);
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
  };
  world.keep(message);
  world.transcript.add({
    kind: "document",
    chat: chat.id,
    message: message.message_id,
    name: file.name,
    content: file.bytes.toString("utf8"),
    caption: caption.text,
  });
  return message;
};
