import { createLog } from "@voxnix/daemon";
import { GrammyError } from "grammy";
import { beforeEach, expect, it } from "vitest";
import { plain } from "../markdown/styled.ts";
import { sendPost } from "./sending.ts";

const log = createLog("silent");
const refusal = (error_code: number, description: string, parameters = {}) =>
  new GrammyError(description, { ok: false, error_code, description, parameters }, "sendMessage", {});

let trouble: Error[];
let calls: string[];
const called = (method: string, chat: number | string) => {
  calls.push(`${method} to ${chat}`);
  const error = trouble.shift();
  if (error) throw error;
  return { message_id: 7, date: 0, chat: { id: -1, type: "group", title: "G" } } as const;
};
const api: Parameters<typeof sendPost>[0] = {
  sendMessage: async (chat, text) => ({ ...called("sendMessage", chat), text }),
  sendDocument: async (chat) => ({
    ...called("sendDocument", chat),
    document: { file_id: "x", file_unique_id: "x" },
  }),
};
beforeEach(() => {
  trouble = [];
  calls = [];
});
const send = () =>
  sendPost(api, { chat: -1, replyTo: 5 }, { kind: "message", text: plain("hello") }, undefined, log);

it("a message is sent on to what its group became", async () => {
  trouble.push(refusal(400, "Bad Request: group chat was upgraded", { migrate_to_chat_id: -1001 }));
  expect(await send()).toBe(7);
  expect(calls).toEqual(["sendMessage to -1", "sendMessage to -1001"]);
});

it("a message that is refused takes other shapes, a file at last", async () => {
  trouble.push(refusal(400, "Bad Request: entities"), refusal(400, "Bad Request: whatever"));
  expect(await send()).toBe(7);
  expect(calls).toEqual(["sendMessage to -1", "sendMessage to -1", "sendDocument to -1"]);
});

it.each([
  ["who blocked the bot", 403, "Forbidden: bot was blocked by the user"],
  ["that is gone", 400, "Bad Request: chat not found"],
])("a chat %s is given up", async (_what, code, description) => {
  trouble.push(refusal(code, description));
  expect(await send()).toBeUndefined();
  expect(calls).toHaveLength(1);
});

it("what may go well later is left to be tried again", async () => {
  trouble.push(refusal(500, "Internal Server Error"));
  await expect(send()).rejects.toThrow("Internal");
  expect(calls).toHaveLength(1);
});
