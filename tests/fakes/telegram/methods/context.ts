import type { Chat } from "../objects.ts";
import type { Params } from "../params.ts";
import { badRequest, forbidden } from "../refused.ts";
import type { Kept, World } from "../world.ts";

/** What a method works on. */
export interface Call {
  readonly world: World;
  readonly params: Params;
  /** Aborted when the client hangs up. */
  readonly signal: AbortSignal;
}

/** One Bot API method: checks, acts on the world, and returns the `result` of the answer. */
export type Method = (call: Call) => unknown;

/** The chat that a call names, which must be one that the bot may write to. */
export const writableChat = ({ world, params }: Call): Chat => {
  const given = params.text("chat_id");
  if (given === undefined || given === "") throw badRequest("chat_id is empty");
  const id = Number(given);
  const person = world.people.get(id);
  if (person?.hasBlocked === true) throw forbidden("bot was blocked by the user");
  const chat = world.chats.get(id);
  if (chat !== undefined) return chat;
  if (person !== undefined) throw forbidden("bot can't initiate conversation with a user");
  throw badRequest("chat not found");
};

/** The bot's own message that a call names. `deed` is the verb of the refusal: edited, deleted. */
export const ownMessage = (call: Call, chat: Chat, deed: "edit" | "delete"): Kept => {
  const id = call.params.integer("message_id");
  if (id === undefined || id === 0) throw badRequest("message identifier is not specified");
  const kept = call.world.message(chat.id, id);
  if (kept === undefined) throw badRequest(`message to ${deed} not found`);
  if (deed === "edit" && kept.message.from.id !== call.world.bot.id)
    throw badRequest("message can't be edited");
  return kept;
};

/** Refuses a reply to a message that is not there. */
export const checkReply = ({ world, params }: Call, chat: Chat): void => {
  const reply = params.value("reply_parameters");
  if (typeof reply !== "object" || reply === null || !("message_id" in reply)) return;
  const lenient = "allow_sending_without_reply" in reply && reply.allow_sending_without_reply === true;
  if (!lenient && world.message(chat.id, Number(reply.message_id)) === undefined)
    throw badRequest("message to be replied not found");
};
