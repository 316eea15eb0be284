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
      sender: 1,
      chat: 1,
      group: false,
      message: 5,
      text: "create dev",
      command: undefined,
    });
  });

  it("a command is known by its name, whatever its case", () => {
    expect(read("/List")?.command).toBe("list");
    expect(read("/list@Voxnix_Bot now")?.command).toBe("list");
    expect(read("not /list")?.command).toBeUndefined();
  });

  it("a caption counts as text, and a voice message has none", () => {
    expect(read("", { text: undefined, photo: [], caption: "look" })?.text).toBe("look");
    expect(read("", { text: undefined, voice: {} })?.text).toBe("");
  });
});

describe("in a group", () => {
  const inGroup = (text: string, more: object = {}) => read(text, { chat: group, ...more });

  it("only what addresses the bot is meant for it", () => {
    expect(inGroup("what a day")).toBeUndefined();
    expect(inGroup("/list")).toBeUndefined();
    expect(inGroup("/list@other_bot")).toBeUndefined();
    expect(inGroup("@other_bot list")).toBeUndefined();
    expect(inGroup("/list@voxnix_bot")?.command).toBe("list");
    expect(inGroup("yes", { reply_to_message: { from: { id: 99, is_bot: true } } })?.text).toBe("yes");
    expect(inGroup("yes", { reply_to_message: { from: { id: 7, is_bot: false } } })).toBeUndefined();
  });

  it("its name is not part of what was said", () => {
    expect(inGroup("@voxnix_bot create dev")?.text).toBe("create dev");
    expect(inGroup("please, @voxnix_bot, create dev")?.text).toBe("please, , create dev");
  });

  it("the sender is who they are, not the chat", () => {
    expect(inGroup("@voxnix_bot hi")).toMatchObject({ sender: 1, chat: -100, group: true });
  });
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
