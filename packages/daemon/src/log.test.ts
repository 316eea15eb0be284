import { expect, test } from "vitest";
import { createLog } from "./log.ts";

test("a secret never reaches the log, and an event is one line of JSON", () => {
  const lines: string[] = [];
  const log = createLog("info", { write: (line) => void lines.push(line) });
  log.info({ event: "starting", config: { token: "123:secret", model: "offline" }, apiKey: "sk-1" });
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toMatch(/123:secret|sk-1/);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    level: "info",
    event: "starting",
    config: { model: "offline" },
  });
});

test("an error is logged with its causes, without the token in the address of a failed request", () => {
  const lines: string[] = [];
  const log = createLog("info", { write: (line) => void lines.push(line) });
  const address = "https://api.telegram.org/bot4242424242:AAFakeFakeFakeFakeFakeFakeFakeFake00/sendMessage";
  const inner = Object.assign(new Error(`request to ${address} failed`), { code: "ECONNREFUSED" });
  const outer = Object.assign(new Error("Network request failed!"), {
    error: inner,
    payload: { text: "what somebody said" },
  });
  log.warn({ event: "message-not-delivered", err: outer });
  expect(lines[0]).not.toMatch(/AAFake|what somebody said/);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    err: {
      message: "Network request failed!",
      cause: { message: expect.stringContaining("sendMessage failed"), code: "ECONNREFUSED" },
    },
  });
});
