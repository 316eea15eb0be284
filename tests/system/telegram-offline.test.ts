import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { control } from "../fakes/control/client.ts";
import { people, polls, useOfflineModel } from "./harness/agent.ts";
import { machines } from "./harness/appliance.ts";
import { openDoors } from "./harness/executor.ts";
import { fakeDoor } from "./harness/fakes.ts";
import { succeed } from "./harness/operation.ts";
import { expectNoViolations, failTelegram, person, telegramStatus } from "./harness/telegram.ts";

const { admin } = openDoors();
const ada = person(people.ada);
const bob = person(people.bob);
const stranger = person(people.stranger);
const get = (owner: string) => admin.containers.Get({ owner, name: "dev" });

beforeAll(useOfflineModel);
afterEach(expectNoViolations);
afterAll(async () => {
  const { containers } = await admin.containers.List({ owner: bob.owner });
  for (const { owner, name } of containers) await succeed(admin.containers.Destroy({ owner, name }));
});

// One conversation, whose steps build on each other.
describe("a person on Telegram, with the offline model,", () => {
  let machine = "";

  it("is greeted and told what to say", async () => {
    await ada.say("/start");
    await ada.sees(/container/i);
    await ada.say("/help");
    await ada.sees(/what is running/i);
  });

  it("gets a container for a sentence, and its name and address for an answer", async () => {
    await ada.say("create a dev container with git and fish");
    const final = await ada.sees(/10\.88\.0\.\d+/);
    const made = await get(ada.owner);
    expect(final.text).toContain(made.address);
    expect(final.text).toContain("dev");
    machine = made.machine;
    expect(await machines()).toContain(machine);
  });

  it("saw it being worked on: typing, and one progress message that was edited", async () => {
    const seen = await ada.seen();
    expect(seen.some(({ kind, action }) => kind === "action" && action === "typing")).toBe(true);
    const messages = new Set(seen.filter(({ kind }) => kind === "sent").map(({ message }) => message));
    expect(messages.size).toBeLessThanOrEqual(2);
  });

  it("gets the list by a command", async () => {
    await ada.say("/list");
    const { text } = await ada.sees(/dev/);
    expect(text).toMatch(/running/i);
  });

  it("runs a command and sees its output", async () => {
    await ada.say("run git --version in dev");
    await ada.sees(/git version \d/);
  });

  it("stops and starts it, and machinectl agrees after each", async () => {
    await ada.say("stop dev");
    await ada.sees(/stopped/i);
    expect(await machines()).not.toContain(machine);
    await ada.say("start dev");
    await ada.sees(/10\.88\.0\.\d+/);
    expect(await machines()).toContain(machine);
    await ada.say("restart dev");
    await ada.sees(/10\.88\.0\.\d+/);
  });

  it("does not see what another person has, and may use the same name", async () => {
    await bob.say("what is running?");
    const { text } = await bob.sees(/container/i);
    expect(text).not.toMatch(/10\.88\./);
    await bob.say("destroy dev");
    await bob.sees(/dev/);
    expect(await get(ada.owner)).toMatchObject({ state: "RUNNING" });
    await bob.say("create a container named dev");
    const { text: his } = await bob.sees(/10\.88\.0\.\d+/);
    const [hers, made] = [await get(ada.owner), await get(bob.owner)];
    expect(his).toContain(made.address);
    expect(his).not.toContain(hers.address);
    expect(made.machine).not.toBe(hers.machine);
  });

  it("loses it by a destroy, and only that one", async () => {
    await ada.say("destroy dev");
    await ada.sees(/Destroy dev\?/);
    expect(await machines()).toContain(machine);
    await ada.presses("Destroy dev");
    await ada.sees(/dev is gone/i);
    expect(await machines()).not.toContain(machine);
    expect(await get(bob.owner)).toMatchObject({ state: "RUNNING" });
  });
});

describe("a stranger on Telegram", () => {
  it("gets nothing done, and is told their id at most", async () => {
    await stranger.say("create a dev container with git");
    await stranger.say("/list");
    await expect.poll(async () => (await telegramStatus()).unacknowledged, { timeout: 30_000 }).toBe(0);
    // The bot works in order per chat; a known person's answer comes after the stranger's was dealt with.
    await ada.say("what is running?");
    await ada.sees(/container/i);
    const told = (await stranger.seen()).filter(({ kind }) => kind === "sent");
    for (const { text } of told) expect(text).not.toMatch(/10\.88\.|creating|created/i);
    expect(await admin.containers.List({ owner: stranger.owner })).toEqual({ containers: [] });
    expect(await admin.operations.List({ owner: stranger.owner })).toEqual({ operations: [] });
  });

  it("gets nothing done in a group either, and a group is not where their containers are shown", async () => {
    await control(fakeDoor("telegram"), "say", { from: { id: people.stranger }, group: -77, text: "/list" });
    await control(fakeDoor("telegram"), "say", { from: { id: people.bob }, group: -77, text: "/list" });
    await expect.poll(async () => (await telegramStatus()).unacknowledged, { timeout: 30_000 }).toBe(0);
    await ada.say("what is running?");
    await ada.sees(/container/i);
    const shown = JSON.stringify(await control(fakeDoor("telegram"), "transcript", { chat: -77 }));
    expect(shown).not.toMatch(/10\.88\./);
    expect(await admin.operations.List({ owner: stranger.owner })).toEqual({ operations: [] });
  });
});

describe("what people may write", () => {
  it.each([
    ["an unknown command", "/nosuchcommand"],
    ["unbalanced Markdown", "*_`[unbalanced"],
    ["unbalanced HTML", "<b>html"],
    ["the longest message there is", "a".repeat(4096)],
    ["a thousand UTF-16 units of faces", "😀".repeat(500)],
    ["a path for a name", "destroy ../../etc"],
    ["a name that is too long", "create a container named abcdefghijklmnop"],
    ["a name of the wrong letters", "create a container named dev_box!!"],
  ])("(%s) gets an answer that Telegram takes, and makes nothing", async (_what, text) => {
    await ada.say(text);
    await ada.sees(/./);
    // A chat has one turn at a time: when this is answered, the one before is over.
    await ada.say("what is running?");
    await ada.sees(/container/i);
    expect(await admin.containers.List({ owner: ada.owner })).toEqual({ containers: [] });
  });

  it("shows output that is full of marks as it is", async () => {
    await bob.say("run echo *a_b`c[d](e)<f>&amp; in dev");
    await bob.sees(/\*a_b|a_b/);
  });

  it("shows long output in pieces that Telegram takes", async () => {
    await bob.say("run seq 1 3000 in dev");
    await bob.sees(/\b1\b[\s\S]*\b2\b/);
  });
});

describe("a Telegram that fails", () => {
  it("for a while (500, a cut connection, an answer that is lost) costs no message", async () => {
    await failTelegram("getUpdates", { kind: "refuse", code: 502 }, 2);
    await failTelegram("getUpdates", { kind: "cut" }, 1);
    await ada.say("what modules are there?");
    await ada.sees(/fish/);
    await failTelegram("sendMessage", { kind: "refuse", code: 500 }, 1);
    await ada.say("what modules are there?");
    await ada.sees(/fish/);
    await failTelegram("sendMessage", { kind: "cut" }, 1);
    await ada.say("what modules are there?");
    await ada.sees(/fish/);
  });

  it("asks to wait (429) is waited for, and the reply comes then", async () => {
    await failTelegram("sendMessage", { kind: "refuse", code: 429, retry_after: 1 }, 2);
    await ada.say("what modules are there?");
    await ada.sees(/fish/);
  });

  it("says that another bot polls (409) makes the bot wait and go on", async () => {
    await failTelegram(
      "getUpdates",
      { kind: "refuse", code: 409, description: "Conflict: terminated by other getUpdates request" },
      1,
    );
    await ada.say("hello");
    await ada.sees(/./);
    await polls();
  });
});
