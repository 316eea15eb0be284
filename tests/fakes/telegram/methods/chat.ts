import { isObject } from "../../control/input.ts";
import { badRequest } from "../refused.ts";
import { type Method, writableChat } from "./context.ts";

// https://core.telegram.org/bots/api#sendchataction
const ACTIONS = new Set(
  (
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker " +
    "find_location record_video_note upload_video_note"
  ).split(" "),
);

export const sendChatAction: Method = (call) => {
  const chat = writableChat(call);
  const action = call.params.text("action") ?? "";
  if (!ACTIONS.has(action)) throw badRequest("wrong parameter action in request");
  call.world.transcript.add({ kind: "action", chat: chat.id, action });
  return true;
};

export const answerCallbackQuery: Method = ({ world, params }) => {
  const query = params.text("callback_query_id") ?? "";
  const text = params.text("text") ?? "";
  const asked = world.queries.get(query);
  if (asked === undefined)
    throw badRequest("query is too old and response timeout expired or query ID is invalid");
  if (text.length > 200) throw badRequest("MESSAGE_TOO_LONG");
  world.queries.delete(query);
  world.transcript.add({ kind: "answered", chat: asked.message.chat.id, query, text });
  return true;
};

export const setMyCommands: Method = ({ world, params }) => {
  const commands = params.value("commands");
  if (!Array.isArray(commands)) throw badRequest("can't parse commands JSON object");
  if (commands.length > 100) throw badRequest("BOT_COMMANDS_TOO_MUCH");
  const names = commands.map((each: unknown) => {
    if (!isObject(each)) throw badRequest("can't parse commands JSON object");
    const { command, description } = each;
    if (typeof command !== "string" || !/^\/?[a-z0-9_]{1,32}$/.test(command))
      throw badRequest("BOT_COMMAND_INVALID");
    if (typeof description !== "string" || description.length < 1 || description.length > 256)
      throw badRequest("BOT_COMMAND_DESCRIPTION_INVALID");
    return command;
  });
  world.commands = commands;
  world.transcript.add({ kind: "commands", commands: names });
  return true;
};

export const getMyCommands: Method = ({ world }) => world.commands;
