import type { OperationEvent } from "@voxnix/protocol";
import { GrammyError } from "grammy";
import { beforeEach, describe, expect, it } from "vitest";
import { ProgressMessage } from "./progress.ts";
import { HandClock } from "./testing/hand-clock.ts";

let clock: HandClock;
let said: string[];
let shown: (number | undefined)[];
let trouble: Error[];
let keyboards: unknown[];
let progress: ProgressMessage;
const open = (message?: number) => {
  const note = (what: string, text: string) => {
    const error = trouble.shift();
    if (error) throw error;
    said.push(`${clock.now()} ${what} ${text.replaceAll("\n", " | ")}`);
  };
  progress = new ProgressMessage({
    api: {
      sendMessage: async (_chat, text, other) => {
        note("sent", text);
        keyboards.push(other?.reply_markup);
        return { message_id: 11, date: 0, chat: { id: 1, type: "private", first_name: "A" }, text };
      },
      editMessageText: async (_chat, id, text, other) => {
        note(`edited ${id}`, String(text));
        keyboards.push(other?.reply_markup);
        return true;
      },
    },
    chat: 1,
    replyTo: undefined,
    stop: { id: "stop", label: "Stop" },
    clock,
    message,
    shown: (id) => void shown.push(id),
  });
};
beforeEach(() => {
  clock = new HandClock();
  said = [];
  shown = [];
  trouble = [];
  keyboards = [];
  open();
});

const add = (event: Partial<OperationEvent>) =>
  progress.add({
    type: "operation",
    turn: "t",
    operation: "op-1",
    container: "dev",
    event: { operationId: "op-1", sequence: 1, timeMs: clock.now(), ...event },
  });
const accepted = (): Partial<OperationEvent> => ({
  accepted: {
    joined: false,
    operation: {
      id: "op-1",
      kind: "CREATE",
      owner: "o",
      container: "dev",
      state: "UNDERWAY",
      phase: "PHASE_UNSPECIFIED",
      startedMs: 0,
      endedMs: 0,
      requestId: "",
      error: null,
    },
  },
});
const building: Partial<OperationEvent> = { phase: { phase: "EVALUATE", text: "Building" } };
const step = (done: number) => ({
  progress: { done, expected: 12, running: 1, activity: `building part-${done}` },
});
const finished: Partial<OperationEvent> = { done: { container: null, changes: null, image: null } };

describe("the progress message", () => {
  it("is not sent for what is done within two seconds", async () => {
    add(accepted());
    add({ phase: { phase: "BOOT", text: "Booting" } });
    await clock.pass(1_900);
    add(finished);
    await progress.end();
    await clock.pass(60_000);
    expect(said).toEqual([]);
  });

  it("is sent at once for a build, and shows phase, activity, N of M and the time", async () => {
    add(accepted());
    add(building);
    await clock.pass(0);
    add(step(3));
    await clock.pass(3_000);
    expect(said).toEqual([
      "0 sent 🔨 Creating dev · 0:00 | Building",
      "3000 edited 11 🔨 Creating dev · 0:03 | Building · 3 of 12 | building part-3",
    ]);
  });

  it("is edited at most every three seconds, with the latest", async () => {
    add(accepted());
    add(building);
    for (let n = 1; n <= 12; n++) {
      await clock.pass(500);
      add(step(n));
    }
    await clock.pass(3_000);
    const times = said.map((line) => Number(line.split(" ")[0]));
    times.slice(1).forEach((time, index) => {
      expect(time - (times[index] ?? 0)).toBeGreaterThanOrEqual(3_000);
    });
    expect(said.at(-1)).toContain("12 of 12");
  });

  it("shows the time passing while nothing else changes, less often", async () => {
    add(accepted());
    add(building);
    await clock.pass(31_000);
    expect(said).toHaveLength(4);
    expect(said.at(-1)).toContain("0:30");
  });

  it("waits as long as Telegram asks for, and sends no second one", async () => {
    add(accepted());
    add(building);
    await clock.pass(0);
    trouble.push(
      new GrammyError(
        "429",
        { ok: false, error_code: 429, description: "Too Many Requests", parameters: { retry_after: 20 } },
        "editMessageText",
        {},
      ),
    );
    add(step(1));
    await clock.pass(22_000);
    expect(said).toHaveLength(1);
    await clock.pass(1_500);
    expect(said.at(-1)).toContain("1 of 12");
    expect(said.filter((line) => line.includes(" sent "))).toHaveLength(1);
  });

  it("takes an unmodified text and a lost connection as no trouble", async () => {
    add(accepted());
    add(building);
    await clock.pass(0);
    trouble.push(new Error("socket hang up"));
    add(step(1));
    await clock.pass(10_000);
    expect(said.at(-1)).toContain("1 of 12");
  });

  it("ends with what became of it, keeping its distance from the edit before", async () => {
    add(accepted());
    add(building);
    await clock.pass(1_000);
    add(finished);
    const ended = progress.end();
    await clock.pass(2_000);
    await ended;
    expect(said.at(-1)).toBe("3000 edited 11 ✅ dev created · 1.0 s");
    expect(shown).toEqual([11, undefined]);
  });

  it("ends with the reason where it failed, and has a Stop button until then", async () => {
    add(accepted());
    add(building);
    await clock.pass(1_000);
    add({
      failed: {
        ...{ reason: "BUILD_FAILED", message: "fish did not build: the disk is full. Free some space." },
        ...{ field: "", rule: "", container: "dev", known: [], nearest: [], lines: [], busyWith: null },
      },
    });
    const ended = progress.end();
    await clock.pass(2_000);
    await ended;
    expect(said.at(-1)).toBe(
      "3000 edited 11 ❌ dev was not created · 1.0 s | fish did not build: the disk is full. Free some space.",
    );
    expect(keyboards).toEqual([{ inline_keyboard: [[{ text: "Stop", callback_data: "stop" }]] }, undefined]);
  });

  it("of a process before is taken over, not sent again", async () => {
    open(7);
    add(accepted());
    add(building);
    await clock.pass(0);
    expect(said).toEqual(["0 edited 7 🔨 Creating dev · 0:00 | Building"]);
  });
});
