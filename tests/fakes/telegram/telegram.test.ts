import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { control } from "../control/client.ts";
import { isObject } from "../control/input.ts";
import { type FakeTelegram, startFakeTelegram } from "./server.ts";

const ada = { id: 1001, first_name: "Ada" };
let fake: FakeTelegram;

beforeEach(async () => {
  fake = await startFakeTelegram({ port: 0 }, 1000);
});
afterEach(() => fake.close());

/** Calls the Bot API with a JSON body; the parsed answer. */
const call = async (
  method: string,
  body: object = {},
  token = fake.token,
): Promise<Record<string, unknown>> => {
  const response = await fetch(`${fake.apiRoot}/bot${token}/${method}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  if (!isObject(answer)) throw new Error("not an object");
  return answer;
};

const say = (text: string) => control({ port: fake.port }, "say", { from: ada, text });
const codes = () => fake.world.violations.map(({ method, code }) => `${method} ${code}`);

describe("a token and a path", () => {
  it("that fit are answered", async () => {
    expect(await call("getMe")).toMatchObject({
      ok: true,
      result: { is_bot: true, username: "voxnix_test_bot" },
    });
    expect(await call("GETME")).toMatchObject({ ok: true });
    expect(codes()).toEqual([]);
  });

  it("that do not are refused like the real server does, and recorded", async () => {
    expect(await call("getMe", {}, "4242424242:wrong")).toEqual({
      ok: false,
      error_code: 401,
      description: "Unauthorized",
    });
    expect(await call("getMe", {}, "nonsense")).toEqual({
      ok: false,
      error_code: 404,
      description: "Not Found",
    });
    expect(await call("getWeather")).toEqual({ ok: false, error_code: 404, description: "Not Found" });
    expect(codes()).toEqual(["getMe 401", "getMe 404", "getWeather 404"]);
  });
});

describe("getUpdates", () => {
  it("hands an update out again until an offset above it acknowledges it", async () => {
    await say("hello");
    await say("again");
    const first = await call("getUpdates");
    expect(first).toMatchObject({
      result: [{ update_id: 1000, message: { text: "hello" } }, { update_id: 1001 }],
    });
    expect(await call("getUpdates")).toEqual(first);
    expect(await call("getUpdates", { offset: 1001 })).toMatchObject({ result: [{ update_id: 1001 }] });
    expect(await call("getUpdates", { offset: 1002 })).toEqual({ ok: true, result: [] });
    expect(fake.world.updates.unacknowledged).toBe(0);
  });

  it("waits for an update to come", async () => {
    const poll = call("getUpdates", { timeout: 30 });
    await expect.poll(() => fake.world.updates.polling).toBe(true);
    await say("/start now");
    expect(await poll).toMatchObject({
      result: [{ message: { entities: [{ type: "bot_command", offset: 0, length: 6 }] } }],
    });
  });

  it("ends the first of two pollers with a 409", async () => {
    const first = call("getUpdates", { timeout: 30 });
    await expect.poll(() => fake.world.updates.polling).toBe(true);
    const second = call("getUpdates", { timeout: 30 });
    expect(await first).toMatchObject({ error_code: 409, description: /terminated by other getUpdates/ });
    await say("hello");
    expect(await second).toMatchObject({ ok: true });
  });

  it("forgets a poller that hung up", async () => {
    const hangUp = new AbortController();
    const gone = fetch(`${fake.apiRoot}/bot${fake.token}/getUpdates?timeout=30`, { signal: hangUp.signal });
    gone.catch(() => undefined);
    await expect.poll(() => fake.world.updates.polling).toBe(true);
    hangUp.abort();
    await expect.poll(() => fake.world.updates.polling).toBe(false);
    expect(codes()).toEqual([]);
  });

  it("keeps back the kinds that the bot did not ask for", async () => {
    await call("getUpdates", { allowed_updates: ["callback_query"] });
    await say("hello");
    expect(await call("getUpdates")).toEqual({ ok: true, result: [] });
  });
});

describe("sendMessage", () => {
  const send = (body: object) => call("sendMessage", { chat_id: ada.id, ...body });
  beforeEach(() => say("/start"));

  it("shows the text in the transcript", async () => {
    expect(await send({ text: "hello" })).toMatchObject({
      result: { message_id: 2, text: "hello", chat: { id: ada.id } },
    });
    expect(await control({ port: fake.port }, "transcript", { after: 1 })).toMatchObject([
      { n: 2, kind: "sent", text: "hello" },
    ]);
    expect(codes()).toEqual([]);
  });

  it.each([
    ["empty", { text: " \n" }, "message text is empty"],
    ["over-long", { text: "ü".repeat(4097) }, "message is too long"],
    ["to nobody", { chat_id: 77, text: "x" }, "chat not found"],
    [
      "with an entity past the end",
      { text: "abc", entities: [{ type: "bold", offset: 1, length: 3 }] },
      "ends after the end",
    ],
    [
      "with an entity in a symbol",
      { text: "😀", entities: [{ type: "bold", offset: 0, length: 1 }] },
      "in a middle of a UTF-16",
    ],
    [
      "with half-nested entities",
      {
        text: "abcdef",
        entities: [
          { type: "bold", offset: 0, length: 3 },
          { type: "italic", offset: 2, length: 3 },
        ],
      },
      "overlap",
    ],
    [
      "with an unknown entity",
      { text: "abc", entities: [{ type: "fat", offset: 0, length: 1 }] },
      "Unsupported type",
    ],
    [
      "with unbalanced Markdown",
      { text: "a *b", parse_mode: "Markdown" },
      "can't parse entities: Can't find end of the entity starting at byte offset 2",
    ],
    ["with unescaped MarkdownV2", { text: "a.b", parse_mode: "MarkdownV2" }, "Character '.' is reserved"],
    ["with unclosed HTML", { text: "<b>a", parse_mode: "HTML" }, 'end tag corresponding to start tag "b"'],
    ["with a tag unknown to it", { text: "<h1>a</h1>", parse_mode: "HTML" }, 'Unsupported start tag "h1"'],
    [
      "with long callback data",
      { text: "a", reply_markup: { inline_keyboard: [[{ text: "x", callback_data: "ü".repeat(33) }]] } },
      "BUTTON_DATA_INVALID",
    ],
    [
      "with a button that does nothing",
      { text: "a", reply_markup: { inline_keyboard: [[{ text: "x" }]] } },
      "Text buttons are unallowed",
    ],
    [
      "in reply to nothing",
      { text: "a", reply_parameters: { message_id: 99 } },
      "message to be replied not found",
    ],
  ])("refuses a message %s", async (_what, body, reason) => {
    expect(await send(body)).toMatchObject({
      ok: false,
      error_code: 400,
      description: expect.stringContaining(reason),
    });
    expect(codes()).toEqual(["sendMessage 400"]);
  });

  it.each([
    ["4096 UTF-16 units", { text: "x".repeat(4096) }],
    [
      "nested entities",
      {
        text: "abcdef",
        entities: [
          { type: "bold", offset: 0, length: 6 },
          { type: "italic", offset: 2, length: 3 },
        ],
      },
    ],
    [
      "64 bytes of callback data",
      { text: "a", reply_markup: { inline_keyboard: [[{ text: "x", callback_data: "x".repeat(64) }]] } },
    ],
    ["balanced HTML", { text: '<b>a <i>b</i></b> <a href="http://x">c</a> &lt;', parse_mode: "HTML" }],
    ["escaped MarkdownV2", { text: "*a* _b __c__ d_ `e.f` 1\\.2 [g](http://h.i)", parse_mode: "MarkdownV2" }],
  ])("takes %s", async (_what, body) => {
    expect(await send(body)).toMatchObject({ ok: true });
  });

  it("takes forms and uploads as well as JSON", async () => {
    const url = `${fake.apiRoot}/bot${fake.token}`;
    const body = new URLSearchParams({
      chat_id: String(ada.id),
      text: "a form",
      entities: '[{"type":"bold","offset":0,"length":1}]',
    });
    expect(await (await fetch(`${url}/sendMessage`, { method: "POST", body })).json()).toMatchObject({
      ok: true,
    });
    const form = new FormData();
    form.set("chat_id", String(ada.id));
    form.set("document", "attach://f0");
    form.set("f0", new Blob(["line 1\n"]), "build.log");
    expect(await (await fetch(`${url}/sendDocument`, { method: "POST", body: form })).json()).toMatchObject({
      result: { document: { file_name: "build.log", file_size: 7 } },
    });
    expect(fake.world.transcript.after(2)).toMatchObject([{ kind: "document", content: "line 1\n" }]);
  });
});

describe("who may be written to", () => {
  it("is only someone who wrote first", async () => {
    await control({ port: fake.port }, "introduce", { from: ada });
    expect(await call("sendMessage", { chat_id: ada.id, text: "psst" })).toMatchObject({
      error_code: 403,
      description: "Forbidden: bot can't initiate conversation with a user",
    });
  });

  it("is not someone who blocked the bot", async () => {
    await say("hello");
    await control({ port: fake.port }, "block", { id: ada.id });
    expect(await call("sendMessage", { chat_id: ada.id, text: "psst" })).toMatchObject({ error_code: 403 });
  });
});

describe("an edit", () => {
  const edit = (body: object) => call("editMessageText", { chat_id: ada.id, message_id: 2, ...body });
  beforeEach(async () => {
    await say("/start");
    await call("sendMessage", { chat_id: ada.id, text: "building" });
  });

  it("changes the message and records how long the last change stood", async () => {
    expect(await edit({ text: "built" })).toMatchObject({ ok: true, result: { text: "built" } });
    expect(fake.world.transcript.after(2)).toMatchObject([
      { kind: "edited", text: "built", gap: expect.any(Number) },
    ]);
  });

  it("that changes nothing is refused", async () => {
    expect(await edit({ text: "building" })).toMatchObject({
      error_code: 400,
      description: /message is not modified/,
    });
  });

  it("of a message that is not there, or not the bot's, is refused", async () => {
    expect(await edit({ message_id: 9, text: "x" })).toMatchObject({
      description: /message to edit not found/,
    });
    expect(await edit({ message_id: 1, text: "x" })).toMatchObject({
      description: /message can't be edited/,
    });
    await call("deleteMessage", { chat_id: ada.id, message_id: 2 });
    expect(await edit({ text: "x" })).toMatchObject({ description: /message to edit not found/ });
  });
});

describe("a button", () => {
  const reply_markup = { inline_keyboard: [[{ text: "Yes", callback_data: "yes:1" }]] };
  beforeEach(async () => {
    await say("/start");
    await call("sendMessage", { chat_id: ada.id, text: "Sure?", reply_markup });
  });

  it("that is pressed comes as a callback query, to be answered once", async () => {
    await control({ port: fake.port }, "press", { from: ada, chat: ada.id, message: 2, label: "Yes" });
    const updates = await call("getUpdates", { offset: 1001 });
    expect(updates).toMatchObject({ result: [{ callback_query: { data: "yes:1", from: { id: ada.id } } }] });
    const { unanswered } = Object(await control({ port: fake.port }, "status"));
    expect(unanswered).toHaveLength(1);
    expect(await call("answerCallbackQuery", { callback_query_id: unanswered[0] })).toMatchObject({
      ok: true,
    });
    expect(await call("answerCallbackQuery", { callback_query_id: unanswered[0] })).toMatchObject({
      error_code: 400,
    });
  });

  it("that is not there cannot be pressed", async () => {
    await expect(
      control({ port: fake.port }, "press", { from: ada, chat: ada.id, message: 2, label: "No" }),
    ).rejects.toThrow(/no such button/);
  });
});

describe("an injected failure", () => {
  const fail = (fault: object, times = 1) =>
    control({ port: fake.port }, "fail", { method: "sendMessage", fault, times });
  const send = () => call("sendMessage", { chat_id: ada.id, text: "hello" });
  beforeEach(() => say("/start"));

  it("comes as often as asked and is no violation", async () => {
    await fail({ kind: "refuse", code: 429, retry_after: 3 }, 2);
    const tooMany = {
      error_code: 429,
      parameters: { retry_after: 3 },
      description: "Too Many Requests: retry after 3",
    };
    expect(await send()).toMatchObject(tooMany);
    expect(await send()).toMatchObject(tooMany);
    expect(await send()).toMatchObject({ ok: true });
    expect(codes()).toEqual([]);
  });

  it("can cut the connection before the call, or after it", async () => {
    await fail({ kind: "cut" });
    await expect(send()).rejects.toThrow();
    expect(fake.world.transcript.after(1)).toEqual([]);
    await fail({ kind: "lose-answer" });
    await expect(send()).rejects.toThrow();
    expect(fake.world.transcript.after(1)).toMatchObject([{ kind: "sent" }]);
  });

  it("can hold a call until the test lets go", async () => {
    await fail({ kind: "hold" });
    const sent = send();
    await expect.poll(() => fake.world.faults.holding).toBe(1);
    expect(fake.world.transcript.after(1)).toEqual([]);
    await control({ port: fake.port }, "release");
    expect(await sent).toMatchObject({ ok: true });
  });
});

describe("the smaller methods", () => {
  beforeEach(() => say("/start"));

  it("are checked too", async () => {
    expect(await call("sendChatAction", { chat_id: ada.id, action: "typing" })).toMatchObject({ ok: true });
    expect(await call("sendChatAction", { chat_id: ada.id, action: "dancing" })).toMatchObject({ ok: false });
    expect(
      await call("setMyCommands", { commands: [{ command: "list", description: "What is there" }] }),
    ).toMatchObject({ ok: true });
    expect(await call("setMyCommands", { commands: [{ command: "List!", description: "x" }] })).toMatchObject(
      { ok: false },
    );
    expect(await call("sendMessageDraft", { chat_id: ada.id, draft_id: 1, text: "thin" })).toMatchObject({
      ok: true,
    });
    expect(await call("sendMessageDraft", { chat_id: ada.id, draft_id: 0, text: "thin" })).toMatchObject({
      ok: false,
    });
    expect(await call("deleteWebhook", { drop_pending_updates: true })).toEqual({ ok: true, result: true });
  });
});
