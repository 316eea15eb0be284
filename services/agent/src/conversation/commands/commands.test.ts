import { OwnerId } from "@voxnix/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ada, bob, creating, NotedDoor, Stage } from "../testing/stage.ts";
import { commands } from "./index.ts";

let stage: Stage;
let door: NotedDoor;
beforeEach(async () => {
  stage = await Stage.open();
  door = new NotedDoor();
  stage.conversation.open("test", door);
});
afterEach(() => stage.close());

const say = (text: string, who = ada) => stage.conversation.say({ ...who, text });
const press = (button: string | undefined, who = ada) =>
  stage.conversation.press({ ...who, button: button ?? "none" });
/** Says something and gives the first message that comes of it. */
const said = async (text: string, who = ada) => {
  const before = door.said.length;
  say(text, who);
  await expect.poll(() => door.said.length).toBeGreaterThan(before);
  return door.said[before];
};

it("every command has a name, a description and a place of its own", () => {
  expect(new Set(commands.map(({ name }) => name)).size).toBe(commands.length);
  for (const { name, description } of commands) {
    // https://core.telegram.org/bots/api#botcommand
    expect(name).toMatch(/^[a-z]{1,32}$/);
    expect(description.length).toBeLessThanOrEqual(100);
  }
});

describe("a command", () => {
  it("is answered at once, while a turn is under way, without the model", async () => {
    stage.script = () => new Promise(() => {});
    say("think for ever");
    await expect.poll(() => stage.requests.length).toBe(1);
    expect(await said("/status")).toMatchObject({
      ok: true,
      text: expect.stringContaining("The host is well"),
    });
    expect(stage.requests).toHaveLength(1);
  });

  it("that does not exist is said to", async () => {
    expect(await said("/frobnicate")).toMatchObject({ ok: false, text: expect.stringContaining("/help") });
  });

  it("is not seen in a sentence that begins with a path", async () => {
    expect(await said("/etc is full, what now?")).toMatchObject({
      text: "You said: /etc is full, what now?",
    });
  });

  it("of owners is unknown to members", async () => {
    expect(await said("/people", bob)).toMatchObject({
      ok: false,
      text: expect.stringContaining("do not know"),
    });
    expect((await said("/help", bob))?.text).not.toContain("/people");
    expect((await said("/help"))?.text).toContain("/people");
  });

  it("that a restart cut off is answered after it", async () => {
    stage.store.turns.add({ ...ada, text: "/usage", task: "command" });
    stage.start().open("test", door);
    stage.conversation.recover();
    await expect.poll(() => door.texts).toEqual([expect.stringContaining("Today")]);
  });
});

describe("/status", () => {
  it("says how host, containers and chat are", async () => {
    stage.script = creating("dev");
    await said("create dev");
    const status = await said("/status");
    expect(status?.text).toMatch(/host is well[\s\S]*\*\*dev\*\*: running[\s\S]*`scripted`[\s\S]*an owner/);
  });

  it("says why, when the executor is not there", async () => {
    stage.fake.hangUp();
    expect(await said("/status")).toMatchObject({ ok: false, text: expect.stringContaining("executor") });
  });
});

describe("/new", () => {
  it("begins a conversation that knows nothing of the one before", async () => {
    await said("my name is Ada");
    await said("/new");
    await said("who am I?");
    expect(stage.requests.at(-1)?.history).toEqual([]);
    await said("and now?");
    expect(stage.requests.at(-1)?.history).toHaveLength(2);
  });
});

describe("/model", () => {
  it("shows the models, and a press switches this chat alone", async () => {
    const choice = await said("/model");
    expect(choice?.text).toMatch(/`scripted` ← this chat[\s\S]*`offline` \(built in/);
    const [[button] = []] = choice?.buttons ?? [];
    expect(button?.label).toBe("offline");
    press(button?.id);
    await expect
      .poll(() => door.texts.at(-1))
      .toBe("This chat now uses `offline` (built in, costs nothing).");
    await expect.poll(() => door.settled).toHaveLength(1);
    await said("hello");
    await said("hello", bob);
    expect(stage.requests.map(({ model }) => model)).toEqual(["offline", undefined]);
  });

  it("takes a part of a name, and says which names there are not", async () => {
    expect(await said("/model off")).toMatchObject({ ok: true, text: expect.stringContaining("offline") });
    expect(await said("/model gpt-99")).toMatchObject({ ok: false });
  });
});

describe("/usage and the budget", () => {
  beforeEach(() => {
    stage.script = async () => ({
      reply: "ok",
      usage: [{ model: "scripted", inputTokens: 1_000, outputTokens: 200, costUsd: 0.3 }],
    });
  });

  it("counts tokens and cost of today and this month", async () => {
    await said("hello");
    stage.nowMs += 26 * 3_600_000;
    await said("hello");
    expect((await said("/usage"))?.text).toMatch(
      /\*\*Today\*\*: 1,200 tokens, \$0\.30[\s\S]*\*\*This month\*\*: 2,400 tokens, \$0\.60/,
    );
  });

  it("ends politely for today when it is used up, and is there again tomorrow", async () => {
    stage.rules = { ...stage.rules, memberBudget: { usd: 0.5 } };
    stage.start().open("test", door);
    await said("one", bob);
    await said("two", bob);
    expect(await said("three", bob)).toMatchObject({ ok: false, text: expect.stringContaining("$0.50") });
    expect(await said("/usage", bob)).toMatchObject({ text: expect.stringContaining("$0.50 a day") });
    expect(await said("an owner has another")).toMatchObject({ text: "ok" });
    stage.nowMs += 24 * 3_600_000;
    expect(await said("four", bob)).toMatchObject({ text: "ok" });
    expect(stage.requests.filter(({ owner }) => owner === bob.owner)).toHaveLength(3);
  });

  it("leaves the built-in model to those who have used it up", async () => {
    stage.rules = { ...stage.rules, memberBudget: { tokens: 1_000 } };
    stage.start().open("test", door);
    await said("one", bob);
    expect((await said("two", bob))?.ok).toBe(false);
    await said("/model offline", bob);
    expect(await said("three", bob)).toMatchObject({ text: "ok" });
  });

  it("gives members as many containers as the rules say, and owners no limit of ours", async () => {
    await said("hello", bob);
    await said("hello");
    expect(stage.requests.map(({ role, containersAtMost }) => [role, containersAtMost])).toEqual([
      ["member", 3],
      ["owner", undefined],
    ]);
  });
});

describe("/people", () => {
  const eve = OwnerId.parse("telegram:777");

  it("announces who knocked to the owners alone, and a press lets them in", async () => {
    expect(stage.conversation.role(eve)).toBeUndefined();
    stage.conversation.knock({ owner: eve, name: "Eve *the* `great`" });
    stage.conversation.knock({ owner: eve, name: "Eve again" });
    await expect.poll(() => door.said).toHaveLength(1);
    expect(door.said[0]).toMatchObject({ chat: ada.owner, text: expect.stringContaining("777") });
    const [[letIn] = []] = door.said[0]?.buttons ?? [];
    expect(press(letIn?.id).toast).toBe("Letting them in.");
    await expect.poll(() => stage.conversation.role(eve)).toBe("member");
    await expect.poll(() => door.texts.at(-1)).toMatch(/may speak with me now, as a member/);
  });

  it("does not announce a crowd", async () => {
    for (let id = 1; id < 30; id++) stage.conversation.knock({ owner: OwnerId.parse(`telegram:${id}`) });
    await expect.poll(() => door.said).toHaveLength(5);
  });

  it("lists people with buttons, and removes one after a yes", async () => {
    await said("/people add 777");
    const listed = await said("/people");
    expect(listed?.text).toMatch(/777: member[\s\S]*ada: owner, that is you[\s\S]*bob: member/);
    const remove = listed?.buttons.flat().find(({ label }) => label === "Remove 777");
    press(remove?.id);
    await expect.poll(() => door.texts.at(-1)).toMatch(/Remove 777\?/);
    expect(stage.conversation.role(eve)).toBe("member");
    await said("yes");
    await expect.poll(() => stage.conversation.role(eve)).toBeUndefined();
  });

  it("takes the words away from one who is removed, also those that wait", async () => {
    await said("/people remove test:bob");
    await said("yes");
    expect(await said("hello", bob)).toMatchObject({
      ok: false,
      text: expect.stringContaining("off the list"),
    });
    expect(stage.requests).toEqual([]);
  });

  it("keeps who was removed out after a restart, though the configuration names them", async () => {
    await said("/people remove test:bob");
    await said("yes");
    await expect.poll(() => stage.conversation.role(bob.owner)).toBeUndefined();
    stage.start();
    expect(stage.conversation.role(bob.owner)).toBeUndefined();
  });

  it("no longer hears those whom the configuration has dropped, but those who were let in by chat", async () => {
    await said("/people add 777");
    stage.rules = { ...stage.rules, members: [] };
    stage.start();
    expect([ada.owner, bob.owner, eve].map((who) => stage.conversation.role(who))).toEqual([
      "owner",
      undefined,
      "member",
    ]);
  });

  it("does not remove an owner of the configuration", async () => {
    expect(await said("/people remove test:ada")).toMatchObject({ ok: false });
    expect(stage.conversation.role(ada.owner)).toBe("owner");
  });

  it("is not for members, whatever they press", async () => {
    stage.conversation.knock({ owner: eve });
    await expect.poll(() => door.said).toHaveLength(1);
    const [[letIn] = []] = door.said[0]?.buttons ?? [];
    expect(press(letIn?.id, bob).toast).toMatch(/too old/);
    expect(await said("/people add 777", bob)).toMatchObject({ ok: false });
    expect(stage.conversation.role(eve)).toBeUndefined();
  });
});

describe("/secret", () => {
  it("takes the next message as the value, which is kept nowhere", async () => {
    await said("/secret tailscale-key");
    expect(stage.conversation.awaitsSecret(ada)).toBe(true);
    expect(await said("tskey-hunter2")).toMatchObject({
      ok: true,
      text: expect.stringContaining("`tailscale-key` is set"),
    });
    expect(stage.conversation.awaitsSecret(ada)).toBe(false);
    expect((await stage.executor.secrets(ada.owner)).map(({ name }) => name)).toEqual(["tailscale-key"]);
    await said("hello");
    const exported = await said("/export");
    const everything = JSON.stringify([exported, stage.requests, stage.store.audit.newest(99), door.said]);
    expect(everything).not.toContain("hunter2");
    expect(stage.requests).toHaveLength(1);
  });

  it("keeps nothing of a value that was sent on the same line", async () => {
    const text = "/secret key hunter2";
    expect(stage.conversation.holdsSecret({ ...ada, text })).toBe(true);
    expect(await said(text)).toMatchObject({ text: expect.stringContaining("I have ignored") });
    expect(stage.conversation.holdsSecret({ ...ada, text: "/secret remove key" })).toBe(false);
    await said("/cancel");
    const turns = [1, 2].map((number) => stage.store.turns.get(number));
    expect(turns[0]?.text).toBe("/secret key");
    expect(JSON.stringify([turns, stage.store.audit.newest(9), door.said])).not.toContain("hunter2");
  });

  it("mistyped with a value goes to no model, and its value nowhere", async () => {
    const text = "/secrets key hunter2";
    expect(stage.conversation.holdsSecret({ ...ada, text })).toBe(true);
    expect(await said(text)).toMatchObject({ text: expect.stringContaining("I have ignored") });
    await said("/cancel");
    expect(stage.requests).toEqual([]);
    const turn = stage.store.turns.get(1);
    expect(JSON.stringify([turn, stage.store.audit.newest(9), door.said])).not.toContain("hunter2");
  });

  it("waits for the value in that chat from that person alone, and /cancel ends it", async () => {
    await said("/secret key");
    expect(stage.conversation.awaitsSecret(bob)).toBe(false);
    await said("/cancel");
    expect(await said("hello")).toMatchObject({ text: "You said: hello" });
  });

  it("is not asked for where others read along", async () => {
    expect(await said("/secret key", { chat: "test:group", owner: ada.owner })).toMatchObject({ ok: false });
    expect(stage.conversation.awaitsSecret({ chat: "test:group", owner: ada.owner })).toBe(false);
  });

  it("keeps waiting when the executor is not there, so that the value is not taken for a wish", async () => {
    await said("/secret key");
    stage.fake.hangUp();
    expect(await said("hunter2")).toMatchObject({ ok: false, text: expect.stringContaining("not set") });
    expect(stage.conversation.awaitsSecret(ada)).toBe(true);
  });

  it("that the model asks for is taken in the same way", async () => {
    stage.script = async ({ awaitSecret }) => {
      awaitSecret?.("key");
      return { reply: "Send me the key." };
    };
    await said("set up tailscale");
    expect(await said("hunter2")).toMatchObject({ text: expect.stringContaining("`key` is set") });
  });
});

describe("/export and /forget", () => {
  it("export all that is stored of a person, and of nobody else", async () => {
    await said("bob's words", bob);
    await said("ada's words");
    const [file] = (await said("/export"))?.files ?? [];
    expect(file?.name).toMatch(/^voxnix-test-ada-\d{4}-\d\d-\d\d\.json$/);
    expect(file?.text).toContain("ada's words");
    expect(file?.text).not.toContain("bob's words");
  });

  it("forget after a yes what was said, and keep the audit", async () => {
    await said("ada's words");
    await said("bob's words", bob);
    await said("/forget");
    await said("yes");
    await expect.poll(() => door.texts.at(-1)).toContain("deleted");
    expect(stage.store.messages.of(ada.owner)).toEqual([]);
    expect(stage.store.messages.of(bob.owner)).toHaveLength(2);
    await said("do you know me?");
    expect(stage.requests.at(-1)?.history).toEqual([]);
    expect(stage.store.audit.newest(9).map(({ event }) => event)).toEqual(["asked", "approved", "forgotten"]);
  });
});

describe("/audit", () => {
  it("gives owners the record, as text and as a file", async () => {
    await said("/people add 777");
    expect(await said("/audit")).toMatchObject({
      text: expect.stringMatching(/test:ada admitted `telegram:777`/),
      files: [{ name: "voxnix-audit.jsonl", text: expect.stringContaining('"admitted"') }],
    });
  });
});
