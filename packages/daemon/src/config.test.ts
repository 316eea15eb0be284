import { expect, test } from "vitest";
import { z } from "zod";
import { ConfigError, readConfig } from "./config.ts";

const Schema = z.object({
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d+:\w+$/, { error: "must be a bot token" })
    .describe("123456:ABC-DEF"),
  PORT: z.coerce.number().int().min(0).max(65535).default(8787).describe("8787"),
});

test("what is missing is named, with an example", () => {
  expect(() => readConfig(Schema, {})).toThrow(
    new ConfigError("TELEGRAM_BOT_TOKEN is missing. Example: TELEGRAM_BOT_TOKEN=123456:ABC-DEF"),
  );
});

test("a malformed secret is named but never shown", () => {
  const read = () => readConfig(Schema, { TELEGRAM_BOT_TOKEN: "hunter2" });
  expect(read).toThrow(/^TELEGRAM_BOT_TOKEN is not valid: must be a bot token\./);
  expect(read).not.toThrow(/hunter2/);
});

test("every variable at fault is named at once", () => {
  const read = () => readConfig(Schema, { PORT: "eighty" });
  expect(read).toThrow(/TELEGRAM_BOT_TOKEN is missing/);
  expect(read).toThrow(/PORT is not valid/);
});

test("an empty variable counts as missing and takes its default", () => {
  expect(readConfig(Schema, { TELEGRAM_BOT_TOKEN: "1:a", PORT: "" }).PORT).toBe(8787);
});
