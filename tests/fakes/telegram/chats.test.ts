import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { control } from "../control/client.ts";
import { isObject } from "../control/input.ts";
import { type FakeTelegram, startFakeTelegram } from "./server.ts";

const ada = { id: 1001, first_name: "Ada" };
const family = -100;
let fake: FakeTelegram;

beforeEach(async () => {
  fake = await startFakeTelegram({ port: 0 }, 1000);
});
afterEach(() => fake.close());

const call = async (method: string, body: object = {}): Promise<Record<string, unknown>> => {
  const response = await fetch(`${fake.apiRoot}/bot${fake.token}/${method}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  if (!isObject(answer)) throw new Error("not an object");
  return answer;
};
const act = (action: string, input: object) => control({ port: fake.port }, action, input);
const say = (text: string, more: object = {}) => act("say", { from: ada, text, ...more });
const refused = (description: RegExp) => ({ ok: false, description: expect.stringMatching(description) });

describe("a group", () => {
  const delivered = async () => {
    const { result } = await call("getUpdates");
    return Array.isArray(result) ? result.map(({ message }) => message.text) : [];
  };

  it("shows a bot in privacy mode only what is meant for it", async () => {
    await say("what a day", { group: family });
    await say("/list@another_bot", { group: family });
    await say("mail me: a@voxnix_test_bot.example", { group: family });
    await say("hey @voxnix_test_bot, list", { group: family });
    await say("/list@voxnix_test_bot", { group: family });
    const { result } = await call("sendMessage", { chat_id: family, text: "here" });
    const id = isObject(result) ? result.message_id : undefined;
    await say("and stop it", { group: family, replyTo: id });
    expect(await delivered()).toEqual(["hey @voxnix_test_bot, list", "/list@voxnix_test_bot", "and stop it"]);
  });

  it("shows everything to a bot that may read all", async () => {
    await act("privacy", { enabled: false });
    await say("what a day", { group: family });
    expect(await delivered()).toEqual(["what a day"]);
  });

  it("keeps what people wrote: a bot may not delete it", async () => {
    await say("/list", { group: family });
    expect(await call("deleteMessage", { chat_id: family, message_id: 1 })).toMatchObject(
      refused(/can't be deleted/),
    );
    await say("my key is 1234");
    expect(await call("deleteMessage", { chat_id: ada.id, message_id: 1 })).toMatchObject({ ok: true });
  });
});

describe("a draft", () => {
  const draft = (more: object = {}) =>
    call("sendMessageDraft", { chat_id: ada.id, draft_id: 5, text: "I th", ...more });

  it("is shown in private chats alone, and has an id", async () => {
    await say("hi");
    await say("/hi", { group: family });
    expect(await draft()).toMatchObject({ ok: true });
    expect(await draft({ draft_id: 0 })).toMatchObject(refused(/non-zero/));
    expect(await draft({ chat_id: family })).toMatchObject(refused(/private/));
    expect(await draft({ text: "x".repeat(4097) })).toMatchObject(refused(/too long/));
  });

  it("can be stopped where the bot allowed it, until the message comes", async () => {
    await say("hi");
    await draft();
    await expect(act("stop-draft", { id: ada.id })).rejects.toThrow(/no draft that can be stopped/);
    await draft({ can_stop: true });
    await act("stop-draft", { id: ada.id });
    expect(await call("getUpdates", { offset: 1001 })).toMatchObject({
      result: [{ stopped_message_generation: { chat: { id: ada.id }, draft_id: 5 } }],
    });
    await draft({ can_stop: true });
    await call("sendMessage", { chat_id: ada.id, text: "I think so." });
    await expect(act("stop-draft", { id: ada.id })).rejects.toThrow(/no draft/);
  });
});

describe("a voice message", () => {
  const voice = { base64: Buffer.from("OggS hello").toString("base64"), seconds: 2 };

  it("comes with a file that can be downloaded", async () => {
    await act("say", { from: ada, voice });
    const { result } = await call("getUpdates");
    const update = Array.isArray(result) ? result[0] : undefined;
    expect(update).toMatchObject({ message: { voice: { duration: 2, mime_type: "audio/ogg" } } });
    const { result: file } = await call("getFile", { file_id: update.message.voice.file_id });
    const path = isObject(file) ? file.file_path : "";
    const download = await fetch(`${fake.apiRoot}/file/bot${fake.token}/${path}`);
    expect(await download.text()).toBe("OggS hello");
    expect((await fetch(`${fake.apiRoot}/file/bot${fake.token}/voice/file_9.oga`)).status).toBe(404);
  });

  it("that is too big cannot be had", async () => {
    await act("say", { from: ada, voice: { ...voice, claimedSize: 21 * 1024 * 1024 } });
    const { result } = await call("getUpdates");
    const id = Array.isArray(result) ? result[0].message.voice.file_id : "";
    expect(await call("getFile", { file_id: id })).toMatchObject(refused(/file is too big/));
    expect(await call("getFile", { file_id: "x" })).toMatchObject(refused(/wrong file_id/));
  });
});

describe("a webhook", () => {
  it("gets each update with the secret until it takes it, and polling is refused meanwhile", async () => {
    const got: { secret: unknown; id: unknown }[] = [];
    const bot = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk) => {
        body += chunk;
      });
      request.on("end", () => {
        got.push({
          secret: request.headers["x-telegram-bot-api-secret-token"],
          id: JSON.parse(body).update_id,
        });
        response.writeHead(got.length === 1 ? 500 : 200).end();
      });
    }).listen(0, "127.0.0.1");
    await new Promise((resolve) => bot.once("listening", resolve));
    const { port } = bot.address() as AddressInfo;
    await say("before");
    const url = `http://127.0.0.1:${port}/hook`;
    expect(await call("setWebhook", { url, secret_token: "no spaces" })).toMatchObject(refused(/secret/));
    expect(await call("setWebhook", { url, secret_token: "s3cret" })).toMatchObject({ ok: true });
    expect(await call("getUpdates")).toMatchObject({ ok: false, error_code: 409 });
    await say("after");
    await expect.poll(() => got.map(({ id }) => id)).toEqual([1000, 1000, 1001]);
    expect(new Set(got.map(({ secret }) => secret))).toEqual(new Set(["s3cret"]));
    await expect
      .poll(() => call("getWebhookInfo"))
      .toMatchObject({ result: { url, pending_update_count: 0 } });
    await call("deleteWebhook");
    expect(await call("getUpdates")).toMatchObject({ result: [] });
    bot.close();
  });
});
