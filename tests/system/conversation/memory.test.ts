import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { killAgent, people, polls, useFakeModelWith, useOfflineModel } from "../harness/agent.ts";
import { inAppliance } from "../harness/appliance.ts";
import { expectNoModelViolations, mentionsAtModel, scriptModel } from "../harness/model.ts";
import { expectNoViolations, person } from "../harness/telegram.ts";
import { openTerminal } from "../harness/terminal.ts";

const ada = person(people.ada);
const bob = person(people.bob);
const call = (tool: string, args: object) => ({ calls: [{ tool, arguments: args }] });

/** Whether the model is reminded of a text by what the agent sends it with the next message. */
const isReminded = async (someone: typeof ada, text: string) => {
  const before = await mentionsAtModel(text);
  await someone.say("anything new?");
  await someone.sees(/Nothing new/);
  return (await mentionsAtModel(text)) > before;
};

beforeAll(async () => {
  await useFakeModelWith({ VOXNIX_HISTORY_TOKENS: "1000" });
  await scriptModel([
    { user: "anything new", reply: { text: "Nothing new." } },
    { user: "my cat is called", reply: { text: "A fine name." } },
    { user: "look at the modules", reply: call("list_modules", {}) },
    { user: "look at the modules", result: "", reply: { text: "I have looked." } },
  ]);
});
afterEach(async () => {
  await expectNoViolations();
  // The fake provider refuses a call without its answer, and an answer without its call.
  await expectNoModelViolations();
});
afterAll(useOfflineModel);

describe("a conversation's memory", () => {
  it("survives a restart, and is nobody else's", async () => {
    await ada.say("my cat is called Momo-1");
    await ada.sees(/A fine name/);
    await killAgent();
    await polls();
    expect(await isReminded(ada, "Momo-1")).toBe(true);
    expect(await isReminded(bob, "Momo-1")).toBe(false);
  });

  it("lets go of old turns within its budget, whole, and never parts a call from its answer", async () => {
    for (let round = 0; round < 4; round++) {
      await ada.say("look at the modules");
      await ada.sees(/I have looked/);
    }
    await ada.say("my cat is called Momo-2");
    await ada.sees(/A fine name/);
    expect(await isReminded(ada, "Momo-2")).toBe(true);
  });

  it("begins anew after /new", async () => {
    await ada.say("/new");
    await ada.sees(/fresh start/);
    expect(await isReminded(ada, "Momo-2")).toBe(false);
  });

  it("can be had as a file, without anybody else's words", async () => {
    await bob.say("my cat is called Tiger");
    await bob.sees(/A fine name/);
    await ada.say("/export");
    const { content = "", name } = await ada.sees(/"conversations"/);
    expect(name).toMatch(/\.json$/);
    expect(content).toContain("Momo-1");
    expect(content).not.toContain("Tiger");
  });

  it("is deleted after a yes, and what is left of it in the database is nothing", async () => {
    await ada.say("/forget");
    await ada.presses("Delete it");
    await ada.sees(/deleted what I had stored/);
    const places = "/var/lib/voxnix-agent /var/log/journal /run/log/journal";
    expect(await inAppliance("sh", "-c", `grep -rl Momo- ${places} 2>/dev/null || true`)).toBe("");
    expect(await isReminded(bob, "Tiger")).toBe(true);
  });

  it("is the same on a terminal, start after start", async () => {
    const user = `test-memory-${people.ada}`;
    const first = await openTerminal(user);
    expect((await first.say("my cat is called Felix")).reply).toMatch(/A fine name/);
    first.close();
    const before = await mentionsAtModel("Felix");
    const second = await openTerminal(user);
    expect((await second.say("anything new?")).reply).toMatch(/Nothing new/);
    second.close();
    expect(await mentionsAtModel("Felix")).toBe(before + 1);
  });
});

describe("a secret", () => {
  it("is taken by chat, is deleted there, and is kept nowhere but on the host", async () => {
    await ada.say("/secret test-key");
    await ada.sees(/value of test-key as your next message/);
    const message = await ada.say("hunter2-and-more");
    await ada.sees(/test-key is set/);
    await expect.poll(ada.seen).toContainEqual(expect.objectContaining({ kind: "deleted", message }));
    expect(await isReminded(ada, "hunter2-and-more")).toBe(false);
    const places = "/var/lib/voxnix-agent /var/log/journal /run/log/journal";
    const found = await inAppliance("sh", "-c", `grep -rl hunter2-and-more ${places} 2>/dev/null || true`);
    expect(found).toBe("");
    await ada.say("/secret remove test-key");
    await ada.sees(/test-key is forgotten/);
  });
});
