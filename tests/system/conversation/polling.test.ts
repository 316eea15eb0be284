import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { killAgent, people, polls, useOfflineModel, useOfflineModelWith } from "../harness/agent.ts";
import { inAppliance } from "../harness/appliance.ts";
import { expectNoViolations, failTelegram, person, telegramStatus } from "../harness/telegram.ts";

const ada = person(people.ada);
const url = "http://127.0.0.1:8787/telegram";
const NODE = "/opt/voxnix/node_modules/node/bin/node";

/** Asks the agent's HTTP door from inside the appliance: it listens on the loopback there. */
const http = async (path: string, init: object = {}) => {
  const script = `fetch("http://127.0.0.1:8787${path}", ${JSON.stringify(init)}).then(async (r) => console.log(JSON.stringify({ status: r.status, body: await r.text() })))`;
  const Answer = z.object({ status: z.int(), body: z.string() });
  return Answer.parse(JSON.parse(await inAppliance(NODE, "-e", script)));
};
const post = (headers: object, body: object) =>
  http("/telegram", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
const answers = async (fits: RegExp) =>
  (await ada.seen()).filter(({ kind, text }) => kind === "sent" && fits.test(text ?? "")).length;

afterEach(expectNoViolations);
afterAll(useOfflineModel);

describe("a bot that polls", () => {
  beforeAll(useOfflineModel);

  it("answers what came while it was dead, once", async () => {
    await inAppliance("systemctl", "stop", "voxnix-agent.service");
    await ada.say("what modules are there?");
    await inAppliance("systemctl", "start", "voxnix-agent.service");
    await ada.sees(/fish/);
    // Until it has noted that the answer is out it would say it again.
    await expect.poll(async () => (await http("/metrics")).body).toMatch(/^voxnix_outbox_waiting 0$/m);
    await killAgent();
    await polls();
    await expect.poll(async () => (await telegramStatus()).unacknowledged, { timeout: 30_000 }).toBe(0);
    expect(await answers(/fish/)).toBe(1);
  });

  it("is not deaf after a network that fails, and shows in /readyz when it heard Telegram last", async () => {
    await failTelegram("getUpdates", { kind: "cut" }, 2);
    await failTelegram("getUpdates", { kind: "refuse", code: 502 }, 1);
    const before = (await telegramStatus()).completedPolls;
    await ada.say("what modules are there?");
    await ada.sees(/fish/);
    expect((await telegramStatus()).completedPolls).toBeGreaterThan(before);
    const ready = await http("/readyz");
    expect(ready.status).toBe(200);
    expect(ready.body).toMatch(/"telegram","ok":true,"detail":"last answer \d+ s ago"/);
  });

  it("lets a second bot with its token have its turn (409), and goes on", async () => {
    const conflict =
      "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";
    await failTelegram("getUpdates", { kind: "refuse", code: 409, description: conflict }, 2);
    await ada.say("what modules are there?");
    await ada.sees(/fish/);
  });

  it("offers its commands in Telegram's menu", async () => {
    const commands = (await telegramStatus()).commands.map(({ command }) => command);
    expect(commands).toEqual(expect.arrayContaining(["help", "stop", "status", "model"]));
  });
});

describe("a bot with a webhook", () => {
  beforeAll(() => useOfflineModelWith({ TELEGRAM_WEBHOOK_URL: url }, webhookIsSet));

  it("is given updates by Telegram, and does not ask for them", async () => {
    await ada.say("what modules are there?");
    await ada.sees(/fish/);
    expect(await telegramStatus()).toMatchObject({ polling: false, unacknowledged: 0, webhook: url });
    expect((await http("/readyz")).status).toBe(200);
  });

  it("takes nothing from one who does not know the secret", async () => {
    const forged = {
      update_id: 1,
      message: {
        ...{ message_id: 1, date: 0, text: "create a container named forged" },
        from: { id: people.ada, is_bot: false, first_name: "Ada" },
        chat: { id: people.ada, type: "private", first_name: "Ada" },
      },
    };
    expect((await post({}, forged)).status).toBe(401);
    expect((await post({ "x-telegram-bot-api-secret-token": "guessed" }, forged)).status).toBe(401);
  });

  it("answers what came while it was dead, once", async () => {
    await inAppliance("systemctl", "stop", "voxnix-agent.service");
    await ada.say("what modules are there?");
    await inAppliance("systemctl", "start", "voxnix-agent.service");
    await ada.sees(/fish/);
    await expect.poll(async () => (await telegramStatus()).unacknowledged, { timeout: 30_000 }).toBe(0);
    expect(await answers(/fish/)).toBe(1);
  });

  it("polls again when the webhook is taken from its settings", async () => {
    await useOfflineModel();
    expect((await telegramStatus()).webhook).toBe("");
    await ada.say("what modules are there?");
    await ada.sees(/fish/);
    expect((await post({}, {})).status).toBe(404);
  });
});

const webhookIsSet = async (): Promise<boolean> => (await telegramStatus()).webhook === url;
