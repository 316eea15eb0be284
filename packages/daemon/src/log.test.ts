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
