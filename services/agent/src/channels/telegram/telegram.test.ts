import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startFakeTelegram } from "../../../../../tests/fakes/telegram/server.ts";
import { creating, Stage } from "../../conversation/testing/stage.ts";
import { BotRefused, openTelegram, type TelegramChannel } from "./index.ts";
import { Intake } from "./intake.ts";

type Fake = Awaited<ReturnType<typeof startFakeTelegram>>;
const ada = { id: 1001, first_name: "Ada" };
const mallory = { id: 6666, first_name: "Mallory" };
const family = -100;

let fake: Fake;
let stage: Stage;
let channel: TelegramChannel;

const config = () => ({ token: fake.token, apiRoot: fake.apiRoot, allowedUsers: new Set([ada.id]) });
const start = () => {
  const { conversation, executor, store, log } = stage;
  const opened = openTelegram(config(), {
    conversation,
    executor,
    store,
    log,
    helpText: async () => "Try **create a container**.",
  });
  conversation.recover();
  channel = opened.start();
};
const stop = async () => {
  await channel.stopPolling();
  await stage.conversation.close(0);
  await channel.close();
};

beforeEach(async () => {
  fake = await startFakeTelegram({ port: 0 });
  stage = await Stage.open();
});
afterEach(async () => {
  await stop();
  await stage.close();
  await fake.close();
});

const { say, sent, heard } = {
  say: (text: string, more: object = {}) =>
    fetch(`${fake.apiRoot}/control/say`, {
      method: "POST",
      body: JSON.stringify({ from: ada, text, ...more }),
    }).then((response) => expect(response.status).toBe(200)),
  sent: (chat = ada.id) =>
    fake.world.transcript.after(0, chat).flatMap((entry) => (entry.kind === "sent" ? [entry.text] : [])),
  heard: (chat = ada.id) => expect.poll(() => sent(chat), { timeout: 10_000 }),
};
const messageOf = (text: string) => ({
  message_id: 3,
  date: 0,
  from: { id: ada.id, is_bot: false, first_name: "Ada" },
  chat: { id: ada.id, type: "private", first_name: "Ada" },
  text,
});
const violations = () => fake.world.violations;

describe("a person on the list", () => {
  beforeEach(start);
  afterEach(() => expect(violations()).toEqual([]));

  it("is answered once, and was shown that the bot types", async () => {
    await say("hello");
    await heard().toEqual(["You said: hello"]);
    expect(fake.world.transcript.after(0, ada.id).map(({ kind }) => kind)).toEqual([
      "said",
      "action",
      "sent",
    ]);
    expect(stage.requests[0]?.owner).toBe("telegram:1001");
    await expect.poll(() => fake.world.updates.unacknowledged).toBe(0);
  });

  it("sees Markdown as formatting", async () => {
    stage.script = async () => ({ reply: "✅ **dev** runs `fish`" });
    await say("x");
    await heard().toEqual(["✅ dev runs fish"]);
    const [message] = fake.world.transcript.after(0, ada.id).filter(({ kind }) => kind === "sent");
    expect(message).toMatchObject({
      entities: [
        { type: "bold", offset: 2, length: 3 },
        { type: "code", offset: 11, length: 4 },
      ],
    });
  });

  it("gets a reply of any length, in messages that Telegram takes", async () => {
    const lines = Array.from({ length: 3_000 }, (_, n) => String(n)).join("\n");
    stage.script = async () => ({ reply: `\`\`\`\n${lines}\n\`\`\`` });
    await say("x");
    await expect.poll(() => sent().join("\n")).toBe(lines);
  });

  it("gets help and the list without a model, also while a turn is under way", async () => {
    stage.script = () => new Promise(() => {});
    await say("think hard");
    await expect.poll(() => stage.requests.length).toBe(1);
    await say("/start");
    await say("/list");
    await heard().toEqual(["Try create a container.", expect.stringMatching(/container/)]);
    await say("/dance");
    await heard().toContainEqual(expect.stringContaining("do not know the command /dance"));
    expect(stage.requests).toHaveLength(1);
  });

  it("stops a turn that thinks for ever", async () => {
    stage.script = ({ signal }) =>
      new Promise((resolve) => signal.addEventListener("abort", () => resolve({ ok: false, reply: "" })));
    await say("think hard");
    await expect.poll(() => stage.requests.length).toBe(1);
    await say("/stop");
    await heard().toEqual(["⏹ Stopped."]);
    await say("/stop");
    await heard().toContain("There is nothing to stop.");
  });

  it("sees a build in one message that is edited, then the outcome in another", async () => {
    stage.fake.operations.hold("dev");
    stage.script = creating("dev");
    await say("create dev");
    await heard().toHaveLength(1);
    expect(sent()[0]).toContain("🔨 Creating dev");
    stage.fake.operations.release("dev");
    await heard().toHaveLength(2);
    expect(sent()[1]).toContain("10.88.0.2");
    await expect
      .poll(() => fake.world.transcript.after(0, ada.id).findLast(({ kind }) => kind === "edited"), {
        timeout: 10_000,
      })
      .toMatchObject({ text: expect.stringContaining("✅ dev created") });
  });

  it("who sends a picture is asked for words", async () => {
    fake.world.updates.push("message", (update_id) => ({
      update_id,
      message: {
        message_id: fake.world.nextMessageId(ada.id),
        date: 0,
        from: { ...ada, is_bot: false },
        chat: { id: ada.id, type: "private" as const, first_name: "Ada" },
        sticker: {},
      },
    }));
    await say("hello");
    await heard().toContainEqual(expect.stringContaining("written words"));
  });
});

describe("a stranger", () => {
  beforeEach(start);

  it("is told their id once, and nothing else happens", async () => {
    for (const text of ["create a container", "/list", "hello?"]) await say(text, { from: mallory });
    await say("hello");
    await heard().toHaveLength(1);
    expect(sent(mallory.id)).toEqual([expect.stringContaining("6666")]);
    expect(stage.requests.map(({ owner }) => owner)).toEqual(["telegram:1001"]);
    expect(stage.fake.calls).toEqual([]);
    expect(violations()).toEqual([]);
  });
});

describe("in a group", () => {
  beforeEach(start);

  it("only what addresses the bot is answered, for the one who said it", async () => {
    await say("what a day", { group: family });
    await say("/list@voxnix_test_bot", { group: family });
    await heard(family).toHaveLength(1);
    expect(stage.requests).toEqual([]);
    expect(violations()).toEqual([]);
  });
});

describe("updates", () => {
  it("that came while the bot was away are answered when it is back", async () => {
    await say("are you there?");
    start();
    await heard().toEqual(["You said: are you there?"]);
  });

  it("that were stored but not handled by a process that died are handled by the next", async () => {
    await say("so that the chat is there");
    stage.store.updates.add("telegram", { id: 1, body: { update_id: 1, message: messageOf("remember me") } });
    start();
    await heard().toContain("You said: remember me");
    expect(sent().filter((text) => text.includes("remember me"))).toHaveLength(1);
  });

  it("that Telegram delivers twice are answered once", async () => {
    start();
    const { conversation, executor, store, log } = stage;
    const intake = new Intake({
      conversation,
      executor,
      store,
      log,
      allowedUsers: new Set([ada.id]),
      helpText: async () => "",
    });
    const update = { id: 7, body: { update_id: 7, message: messageOf("one") } };
    await say("so that the chat is there");
    intake.take([update, update], { id: 1, username: "x" });
    intake.take([update], { id: 1, username: "x" });
    await heard().toHaveLength(2);
    await say("last");
    await heard().toContain("You said: last");
    expect(sent().filter((text) => text === "You said: one")).toHaveLength(1);
  });
});

describe("a Telegram in trouble", () => {
  beforeEach(start);

  it("costs no message: 5xx, cut connections and 429 are sat out", async () => {
    fake.world.faults.plan("getUpdates", { kind: "refuse", code: 502 }, 1);
    fake.world.faults.plan("sendMessage", { kind: "refuse", code: 500 }, 1);
    fake.world.faults.plan("sendMessage", { kind: "cut" }, 1);
    fake.world.faults.plan("sendMessage", { kind: "refuse", code: 429, retry_after: 1 }, 1);
    await say("hello");
    await expect.poll(() => sent(), { timeout: 20_000 }).toEqual(["You said: hello"]);
  }, 30_000);

  it("that refuses the formatting gets the plain text", async () => {
    fake.world.faults.plan(
      "sendMessage",
      { kind: "refuse", code: 400, description: "Bad Request: can't parse entities" },
      1,
    );
    stage.script = async () => ({ reply: "**bold**" });
    await say("x");
    await heard().toEqual(["bold"]);
    const [message] = fake.world.transcript.after(0, ada.id).filter(({ kind }) => kind === "sent");
    expect(message).toMatchObject({ entities: [] });
  });

  it("shows in the health page until it answers", async () => {
    await expect.poll(() => channel.probe()).toMatchObject({ ok: true });
    expect(channel.silentMs).toBeLessThan(60_000);
  });
});

it("a token that Telegram does not know ends the bot with a clear message", async () => {
  const { conversation, executor, store, log } = stage;
  const wrong = { ...config(), token: "4242424242:AAWrongWrongWrongWrongWrongWrongWro" };
  channel = openTelegram(wrong, { conversation, executor, store, log, helpText: async () => "" }).start();
  await expect(channel.polling).rejects.toThrow(BotRefused);
});
