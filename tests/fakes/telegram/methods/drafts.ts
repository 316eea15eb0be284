import { badRequest } from "../refused.ts";
import { draftText } from "../text.ts";
import { type Method, writableChat } from "./context.ts";

// https://core.telegram.org/bots/api#sendmessagedraft: a text that grows while it is being written; not a message.
export const sendMessageDraft: Method = (call) => {
  const { world, params } = call;
  const chat = writableChat(call);
  const draft = params.integer("draft_id");
  if (draft === undefined || draft === 0) throw badRequest("draft identifier must be non-zero");
  if (chat.type !== "private") throw badRequest("message drafts can be sent only to private chats");
  const { text } = draftText(params);
  const canStop = params.flag("can_stop");
  world.drafts.show(chat.id, { id: draft, canStop, keepOnStop: params.flag("keep_on_stop") });
  world.transcript.add({ kind: "draft", chat: chat.id, draft, text, canStop });
  return true;
};
