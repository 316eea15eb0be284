import { createLog } from "@voxnix/daemon";
import { GrammyError } from "grammy";
import { describe, expect, it } from "vitest";
import { BotRefused } from "./trouble.ts";
import { isSecret, keepWebhook, webhookSecret } from "./webhook.ts";

const url = "https://bot.example.org/telegram";
const unauthorized = () =>
  new GrammyError("401", { ok: false, error_code: 401, description: "Unauthorized" }, "getMe", {});

/** Keeps a webhook at a Telegram whose answers are scripted, until they are over. */
async function kept(answers: (string | Error)[], prepare = async () => {}) {
  const end = new AbortController();
  const noted = { set: 0, completed: 0, waits: [] as number[] };
  await keepWebhook({
    url,
    prepare,
    setWebhook: async () => void noted.set++,
    async webhookUrl() {
      const next = answers.shift();
      if (answers.length === 0) end.abort();
      if (next instanceof Error) throw next;
      return next ?? "";
    },
    completed: () => void noted.completed++,
    log: createLog("silent"),
    signal: end.signal,
    wait: async (ms) => void noted.waits.push(ms),
  });
  return noted;
}

describe("a webhook", () => {
  it("is set once, and looked after", async () => {
    expect(await kept([url, url, url])).toMatchObject({
      set: 1,
      completed: 3,
      waits: [30_000, 30_000, 30_000],
    });
  });

  it("that another one took is set again", async () => {
    expect(await kept([url, "https://other.example", url])).toMatchObject({ set: 2, completed: 2 });
  });

  it("counts as alive only when Telegram answers", async () => {
    expect(await kept([new Error("cut"), new Error("cut"), url])).toMatchObject({
      completed: 1,
      waits: [1_000, 2_000, 30_000],
    });
  });

  it("of a bot that Telegram does not know ends with a clear message", async () => {
    await expect(kept([], () => Promise.reject(unauthorized()))).rejects.toThrow(BotRefused);
  });
});

describe("the secret of a webhook", () => {
  const secret = webhookSecret("42:AAtoken");

  it("is the same after a restart, another for another bot, and shows nothing of the token", () => {
    expect(webhookSecret("42:AAtoken")).toBe(secret);
    expect(webhookSecret("43:AAtoken")).not.toBe(secret);
    expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it.each([undefined, "", "wrong", ["x"], `${webhookSecret("42:AAtoken")}x`])("is not %j", (given) => {
    expect(isSecret(given, secret)).toBe(false);
  });

  it("is itself", () => {
    expect(isSecret(secret, secret)).toBe(true);
  });
});
