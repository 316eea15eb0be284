import { createLog } from "@voxnix/daemon";
import { GrammyError, HttpError } from "grammy";
import type { Update } from "grammy/types";
import { describe, expect, it } from "vitest";
import { poll } from "./polling.ts";
import { BotRefused } from "./trouble.ts";

const update = (update_id: number): Update => ({ update_id });
const refusal = (error_code: number, description: string, retry_after?: number) =>
  new GrammyError(
    description,
    { ok: false, error_code, description, ...(retry_after ? { parameters: { retry_after } } : {}) },
    "getUpdates",
    {},
  );

/** Polls a Telegram that answers as scripted, until the script is over. */
async function polled(script: (Update[] | Error)[]) {
  const end = new AbortController();
  const noted = {
    offsets: [] as (number | undefined)[],
    taken: [] as number[],
    waits: [] as number[],
    completed: 0,
    webhooks: 0,
  };
  await poll({
    prepare: async () => {},
    async getUpdates(offset) {
      const next = script.shift();
      noted.offsets.push(offset);
      if (script.length === 0) end.abort();
      if (next instanceof Error) throw next;
      return next ?? [];
    },
    deleteWebhook: async () => void noted.webhooks++,
    take: (updates) => void noted.taken.push(...updates.map(({ update_id }) => update_id)),
    completed: () => void noted.completed++,
    log: createLog("silent"),
    signal: end.signal,
    wait: async (ms) => void noted.waits.push(ms),
  });
  return noted;
}

describe("polling", () => {
  it("acknowledges by the next poll what was taken, and only that", async () => {
    const { offsets, taken } = await polled([[update(7), update(8)], [update(20)], [], [update(3)], []]);
    expect(taken).toEqual([7, 8, 20, 3]);
    expect(offsets).toEqual([undefined, 9, 21, undefined, 4]);
  });

  it("keeps the acknowledgement that did not get through", async () => {
    const cut = new HttpError("cut", new Error("socket hang up"));
    expect((await polled([[update(7)], cut, []])).offsets).toEqual([undefined, 8, 8]);
  });

  it("counts completed polls, not attempts", async () => {
    expect((await polled([[], refusal(502, "Bad Gateway"), [], []])).completed).toBe(3);
  });

  it("waits longer from failure to failure, and starts over after a success", async () => {
    const down = () => refusal(500, "Internal Server Error");
    expect((await polled([down(), down(), down(), [], down(), []])).waits).toEqual([1000, 2000, 4000, 1000]);
  });

  it("waits as long as Telegram asks for", async () => {
    expect((await polled([refusal(429, "Too Many Requests", 17), []])).waits).toEqual([17_000]);
  });

  it("goes on after a second poller, and removes a webhook", async () => {
    const second = await polled([refusal(409, "Conflict: terminated by other getUpdates request"), []]);
    expect(second).toMatchObject({ webhooks: 0, completed: 1 });
    const hook = await polled([
      refusal(409, "Conflict: can't use getUpdates method while webhook is active"),
      [],
    ]);
    expect(hook).toMatchObject({ webhooks: 1, completed: 1 });
  });

  it.each([401, 404])(
    "ends at a token that Telegram does not know (%i), and says what to do",
    async (code) => {
      const ended = polled([refusal(code, "Unauthorized"), []]);
      await expect(ended).rejects.toThrow(BotRefused);
      await expect(ended).rejects.toThrow(/TELEGRAM_BOT_TOKEN.*BotFather/);
    },
  );
});
