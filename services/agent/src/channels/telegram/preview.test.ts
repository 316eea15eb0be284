import { GrammyError } from "grammy";
import { beforeEach, describe, expect, it } from "vitest";
import { draftPreview, messagePreview, type PreviewParts } from "./preview.ts";
import { HandClock } from "./testing/hand-clock.ts";

let clock: HandClock;
let done: string[];
let trouble: Error[];
let shown: (number | undefined)[];

const note = (what: string) => {
  const error = trouble.shift();
  if (error) throw error;
  done.push(`${clock.now()} ${what}`);
};
const api: PreviewParts["api"] = {
  sendMessageDraft: async (_chat, id, text, other) => {
    note(`draft ${id} ${JSON.stringify(text)}${other?.can_stop ? " with Stop" : ""}`);
    return true;
  },
  sendMessage: async (_chat, text) => {
    note(`sent ${text}`);
    return { message_id: 11, date: 0, chat: { id: -1, type: "group", title: "G" }, text };
  },
  editMessageText: async (_chat, id, text) => {
    note(`edited ${id} ${text}`);
    return true;
  },
  deleteMessage: async (_chat, id) => {
    note(`deleted ${id}`);
    return true;
  },
};
const tooMany = (retry_after: number) =>
  new GrammyError(
    "429",
    { ok: false, error_code: 429, description: "Too Many Requests", parameters: { retry_after } },
    "sendMessageDraft",
    {},
  );
const refused = () =>
  new GrammyError(
    "400",
    { ok: false, error_code: 400, description: "Bad Request: TEXTDRAFT_PEER_INVALID" },
    "x",
    {},
  );

beforeEach(() => {
  clock = new HandClock();
  done = [];
  trouble = [];
  shown = [];
});

describe("in a private chat a reply that is being written", () => {
  const open = () => draftPreview({ api, chat: 1, clock }, 42);

  it("is no draft if it is there at once", async () => {
    const preview = open();
    preview.show("Hello");
    await clock.pass(1_000);
    await preview.end();
    await clock.pass(60_000);
    expect(done).toEqual([]);
  });

  it("begins as a thinking bot that can be stopped, and grows at most once a second", async () => {
    const preview = open();
    await clock.pass(1_600);
    for (const text of ["I", "I think", "I think **so", "I think **so**."]) {
      preview.show(text);
      await clock.pass(400);
    }
    await clock.pass(2_000);
    await preview.end();
    expect(done).toEqual([
      '1500 draft 42 "" with Stop',
      '2500 draft 42 "I think **so" with Stop',
      '3500 draft 42 "I think so." with Stop',
    ]);
  });

  it("is shown again before it fades, unless something else is shown", async () => {
    const preview = open();
    await clock.pass(22_000);
    expect(done).toHaveLength(2);
    preview.rest();
    await clock.pass(60_000);
    expect(done).toHaveLength(2);
  });

  it("waits as long as Telegram asks for, and goes on with the newest", async () => {
    const preview = open();
    trouble.push(tooMany(5));
    preview.show("a");
    await clock.pass(2_000);
    preview.show("b");
    await clock.pass(10_000);
    expect(done).toEqual(['6500 draft 42 "b" with Stop']);
  });

  it("does without a draft where Telegram takes none", async () => {
    const preview = open();
    trouble.push(refused());
    await clock.pass(2_000);
    preview.show("a");
    await clock.pass(60_000);
    expect(done).toEqual([]);
  });
});

describe("in a group a reply that is being written", () => {
  const open = (known?: number) =>
    messagePreview({ api, chat: -1, clock }, 5, known, (id) => void shown.push(id));

  it("is one message, edited at most every three seconds, and gone when the reply is there", async () => {
    const preview = open();
    for (let n = 1; n <= 10; n++) {
      preview.show(`word ${n}`);
      await clock.pass(500);
    }
    await preview.end();
    await preview.remove();
    expect(done).toEqual(["1500 sent word 3", "4500 edited 11 word 9", "5000 deleted 11"]);
    expect(shown).toEqual([11, undefined]);
  });

  it("is never sent twice: one whose answer was lost may be there", async () => {
    const preview = open();
    trouble.push(new Error("socket hang up"));
    preview.show("a");
    await clock.pass(10_000);
    preview.show("b");
    await clock.pass(10_000);
    expect(done).toEqual([]);
  });

  it("goes on in the message of a process before", async () => {
    const preview = open(7);
    preview.show("again");
    await clock.pass(2_000);
    expect(done).toEqual(["1500 edited 7 again"]);
  });
});
