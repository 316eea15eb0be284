import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { OwnerId } from "@voxnix/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStore, type Store } from "./index.ts";
import { migrate } from "./migrations.ts";

let folder: string;
let nowMs: number;
let store: Store;
const open = () => {
  store = openStore(folder, () => nowMs);
  return store;
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "voxnix-store-"));
  nowMs = 1_000;
  open();
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});
const reopen = () => {
  store.close();
  return open();
};

const ada = { chat: "telegram:1", owner: OwnerId.parse("telegram:1") };

describe("the file", () => {
  it("keeps everything over a restart", () => {
    const turn = store.turns.add({ ...ada, text: "hello" });
    store.updates.add("telegram", { id: 7, body: { a: 1 } });
    reopen();
    expect(store.turns.get(turn.number)).toEqual(turn);
    expect(store.updates.open("telegram")).toEqual([{ id: 7, body: { a: 1 } }]);
  });

  it("of the first voxnix is brought up to date, with what it holds", () => {
    store.close();
    rmSync(join(folder, "agent.sqlite"));
    const old = new DatabaseSync(join(folder, "agent.sqlite"));
    migrate(old, 1);
    old.exec(
      `INSERT INTO turns (id, chat, owner, text, state, created_ms) VALUES ('turn-1', 'telegram:1', 'telegram:1', 'hello', 'queued', 1);
       INSERT INTO outbox (chat, kind, turn, ok, text, created_ms) VALUES ('telegram:1', 'reply', 'turn-1', 1, 'hi', 1);`,
    );
    old.close();
    open();
    expect(store.turns.open()).toMatchObject([{ text: "hello", task: "say", approval: null }]);
    expect(store.outbox.next("telegram:1")).toMatchObject({
      text: "hi",
      buttons: [],
      files: [],
      shown: null,
    });
  });

  it("of a newer voxnix is not touched", () => {
    store.close();
    const newer = new DatabaseSync(join(folder, "agent.sqlite"));
    newer.exec("PRAGMA user_version = 999");
    newer.close();
    expect(() => openStore(folder)).toThrow(/newer/);
    rmSync(join(folder, "agent.sqlite"));
    open();
  });

  it("gives ids to turns that no other file gives", () => {
    const first = store.turns.add({ ...ada, text: "x" }).id;
    store.close();
    rmSync(folder, { recursive: true });
    expect(open().turns.add({ ...ada, text: "x" }).id).not.toBe(first);
  });
});

describe("an update", () => {
  it("is stored once, however often it comes", () => {
    expect(store.updates.add("telegram", { id: 5, body: "a" })).toBe(true);
    expect(store.updates.add("telegram", { id: 5, body: "a" })).toBe(false);
    store.updates.handled("telegram", 5);
    expect(store.updates.add("telegram", { id: 5, body: "a" })).toBe(false);
    expect(store.updates.open("telegram")).toEqual([]);
  });
});

describe("a transaction", () => {
  it("that fails leaves nothing behind", () => {
    expect(() =>
      store.atomically(() => {
        const turn = store.turns.add({ ...ada, text: "x" });
        store.messages.add(turn, ["m"]);
        store.outbox.add({ chat: ada.chat, kind: "reply", turn: turn.id, ok: true, text: "y" });
        throw new Error("the disk is full");
      }),
    ).toThrow("the disk is full");
    expect(store.turns.open()).toEqual([]);
    expect([...store.messages.turns(ada, 0)]).toEqual([]);
    expect(store.outbox.size()).toBe(0);
  });

  it("within another is part of it", () => {
    expect(() =>
      store.atomically(() => {
        store.atomically(() => store.turns.add({ ...ada, text: "x" }));
        throw new Error("after all");
      }),
    ).toThrow();
    expect(store.turns.open()).toEqual([]);
  });
});

describe("the history", () => {
  it("is of the latest turns as a whole, in order, of one person in one chat", () => {
    for (const text of ["one", "two", "three"]) {
      const turn = store.turns.add({ ...ada, text });
      store.messages.add(turn, [`${text} asked`, `${text} called`, `${text} answered`]);
    }
    const bob = { chat: ada.chat, owner: OwnerId.parse("telegram:2") };
    store.messages.add(store.turns.add({ ...bob, text: "x" }), ["bob's"]);
    const whole = (text: string) => [`${text} asked`, `${text} called`, `${text} answered`];
    const turns = (of: typeof ada, after: number) =>
      [...store.messages.turns(of, after)].map(({ bodies }) => bodies.map((body) => JSON.parse(body)));
    expect(turns(ada, 0).slice(0, 2)).toEqual([whole("three"), whole("two")]);
    expect(turns(ada, 2)).toEqual([whole("three")]);
    expect(turns(bob, 0)).toEqual([["bob's"]]);
  });
});

describe("operations", () => {
  it("are untold until told, also over a restart", () => {
    const turn = store.turns.add({ ...ada, text: "x" });
    store.operations.begin(turn, { request: "r1", kind: "CREATE", container: "dev" });
    store.operations.begin(turn, { request: "r1", kind: "CREATE", container: "dev" });
    store.operations.accepted("r1", "op-1");
    reopen();
    const begun = { request: "r1", turn: turn.number, kind: "CREATE", container: "dev", operation: "op-1" };
    expect(store.operations.untold()).toEqual([begun]);
    expect(store.operations.untold(turn)).toEqual([begun]);
    store.operations.told("r1");
    expect(store.operations.untold()).toEqual([]);
    expect(store.operations.of(turn)).toEqual([begun]);
  });
});

describe("the outbox", () => {
  it("hands out a chat's messages in order, each until it was sent", () => {
    for (const text of ["a", "b"]) store.outbox.add({ chat: "telegram:1", kind: "answer", ok: true, text });
    store.outbox.add({ chat: "telegram:2", kind: "answer", ok: true, text: "c" });
    expect(store.outbox.chats().sort()).toEqual(["telegram:1", "telegram:2"]);
    const first = store.outbox.next("telegram:1");
    expect(first).toMatchObject({ text: "a", parts: 0 });
    store.outbox.partsSent(first?.number ?? 0, 2);
    expect(reopen().outbox.next("telegram:1")).toMatchObject({ text: "a", parts: 2 });
    store.outbox.sent(first?.number ?? 0);
    expect(store.outbox.next("telegram:1")).toMatchObject({ text: "b" });
    expect(store.outbox.size()).toBe(2);
  });
});
