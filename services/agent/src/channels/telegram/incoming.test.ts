import { describe, expect, it } from "vitest";
import { readIncoming } from "./incoming.ts";

const self = { id: 99, username: "voxnix_bot" };
const ada = { id: 1, is_bot: false, first_name: "Ada" };
const privately = { id: 1, type: "private" };
const group = { id: -100, type: "supergroup", title: "Family" };

const entitiesOf = (text: string) => [
  ...[...text.matchAll(/^\/\w+(@\w+)?/g)].map(({ index, 0: word }) => ({
    type: "bot_command",
    offset: index,
    length: word.length,
  })),
  ...[...text.matchAll(/(?<!\w)@\w+/g)].map(({ index, 0: word }) => ({
    type: "mention",
    offset: index,
    length: word.length,
  })),
];
const read = (text: string, more: object = {}) =>
  readIncoming(
    {
      update_id: 1,
      message: {
        message_id: 5,
        date: 0,
        from: ada,
        chat: privately,
        text,
        entities: entitiesOf(text),
        ...more,
      },
    },
    self,
  );

describe("in a private chat", () => {
  it("every message is meant for the bot", () => {
    expect(read("create dev")).toEqual({
      ...{ kind: "said", sender: 1, name: "Ada", chat: 1, group: false, message: 5 },
      ...{ text: "create dev", voice: undefined },
    });
  });

  it("a command comes without the bot's name", () => {
    expect(read("/list")).toMatchObject({ text: "/list" });
    expect(read("/list@Voxnix_Bot now")).toMatchObject({ text: "/list now" });
    expect(read("/list@other_bot now")).toBeUndefined();
  });

  it("what is written stays as it is: it may be code, or a secret", () => {
    expect(read("run  a\n\t b ")).toMatchObject({ text: "run  a\n\t b" });
  });

  it("a caption counts as text, and a picture without one has none", () => {
    expect(read("", { text: undefined, photo: [], caption: "look" })).toMatchObject({ text: "look" });
    expect(read("", { text: undefined, sticker: {} })).toMatchObject({ text: "", voice: undefined });
  });

  it("a voice message says where it is to be had", () => {
    const voice = { file_id: "AwAC", duration: 3, file_size: 900, mime_type: "audio/ogg" };
    expect(read("", { text: undefined, voice })).toMatchObject({
      text: "",
      voice: { file: "AwAC", seconds: 3, bytes: 900, type: "audio/ogg" },
    });
  });
});

describe("in a group", () => {
  const inGroup = (text: string, more: object = {}) => read(text, { chat: group, ...more });

  it("only what addresses the bot is meant for it", () => {
    expect(inGroup("what a day")).toBeUndefined();
    expect(inGroup("/list")).toBeUndefined();
    expect(inGroup("/list@other_bot")).toBeUndefined();
    expect(inGroup("@other_bot list")).toBeUndefined();
    expect(inGroup("/list@voxnix_bot")).toMatchObject({ text: "/list" });
    expect(inGroup("yes", { reply_to_message: { from: { id: 99, is_bot: true } } })).toMatchObject({
      text: "yes",
    });
    expect(inGroup("yes", { reply_to_message: { from: { id: 7, is_bot: false } } })).toBeUndefined();
  });

  it("its name is not part of what was said", () => {
    expect(inGroup("@voxnix_bot create dev")).toMatchObject({ text: "create dev" });
    expect(inGroup("@voxnix_bot: create dev")).toMatchObject({ text: "create dev" });
    expect(inGroup("please, @voxnix_bot, create dev")).toMatchObject({ text: "please, create dev" });
  });

  it("the sender is who they are, not the chat", () => {
    expect(inGroup("@voxnix_bot hi")).toMatchObject({ sender: 1, chat: -100, group: true });
  });
});

describe("a button", () => {
  const press = (more: object = {}) =>
    readIncoming(
      {
        update_id: 1,
        callback_query: {
          ...{ id: "4711", from: ada, data: "approve:x", chat_instance: "1" },
          message: { message_id: 9, date: 0, chat: group },
          ...more,
        },
      },
      self,
    );

  it("is pressed by the one who presses it, also where its message is too old to be shown", () => {
    expect(press()).toEqual({
      ...{ kind: "pressed", query: "4711", button: "approve:x", sender: 1, name: "Ada" },
      ...{ chat: -100, group: true, message: 9 },
    });
  });

  it("of no message in a chat is none of ours", () => {
    expect(press({ message: undefined })).toBeUndefined();
  });
});

it("a Stop at a draft says in which chat", () => {
  expect(
    readIncoming({ update_id: 1, stopped_message_generation: { chat: privately, draft_id: 3 } }, self),
  ).toEqual({ kind: "draft-stopped", chat: 1 });
});

describe("nobody speaks in", () => {
  it.each([
    ["a channel's post", { from: undefined }],
    ["another bot's message", { from: { id: 2, is_bot: true } }],
    ["a service message", { text: undefined, new_chat_members: [ada] }],
  ])("%s", (_what, more) => {
    expect(read("hello", more)).toBeUndefined();
  });

  it.each([undefined, null, 7, {}, { edited_message: {} }, { message: { text: "x" } }])("%j", (update) => {
    expect(readIncoming(update, self)).toBeUndefined();
  });
});
