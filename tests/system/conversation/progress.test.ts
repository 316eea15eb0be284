import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { people, useOfflineModel } from "../harness/agent.ts";
import { openDoors } from "../harness/executor.ts";
import { openGate, waitingAtGate, withTestModules } from "../harness/library.ts";
import { succeed } from "../harness/operation.ts";
import { expectNoViolations, failTelegram, person, telegramStatus } from "../harness/telegram.ts";

const { admin } = openDoors();
const bob = person(people.bob);
withTestModules();
beforeAll(useOfflineModel);
afterEach(async () => {
  const { containers } = await admin.containers.List({ owner: bob.owner });
  for (const { owner, name } of containers) await succeed(admin.containers.Destroy({ owner, name }));
  await expectNoViolations();
});

/** Begins a container whose build waits at the gate, and returns when it is there. */
const begin = async (name: string): Promise<void> => {
  await bob.say(`create a container named ${name} with waits ticket=progress-${name}-${process.pid}`);
  await expect.poll(waitingAtGate, { timeout: 60_000, interval: 100 }).not.toBe("");
};
const progressMessages = async () =>
  (await bob.seen()).filter(({ kind, text }) => kind === "sent" && /^🔨/.test(text ?? ""));

describe("the progress of an operation", () => {
  it("is one message with what is done, how far it is and how long it takes, edited at most every 3 s", async () => {
    await begin("slow");
    const begun = await bob.sees(/^🔨 Creating slow · \d:\d\d\n/);
    const { text } = await bob.sees(/^🔨 Creating slow[\s\S]*\d+ of \d+[\s\S]*waits/);
    expect(text).toMatch(/^🔨 Creating slow · \d+:\d\d\n.+ · \d+ of \d+\n.*waits/);
    expect(await bob.buttons()).toContain("⏹ Stop");
    await openGate();
    const ended = await bob.sees(/^✅ slow created · /);
    expect(ended.message).toBe(begun.message);
    await bob.sees(/10\.88\.0\.\d+/);
    expect(await progressMessages()).toHaveLength(1);
    for (const { kind, gap } of await bob.seen()) if (kind === "edited") expect(gap).toBeGreaterThan(2_900);
    expect(await bob.buttons()).not.toContain("⏹ Stop");
  });

  it("waits where Telegram asks for patience, and sends no second message", async () => {
    const editsBefore = (await telegramStatus()).calls.editMessageText ?? 0;
    await begin("patient");
    await bob.sees(/^🔨 Creating patient/);
    await failTelegram("editMessageText", { kind: "refuse", code: 429, retry_after: 4 });
    await expect
      .poll(async () => (await telegramStatus()).calls.editMessageText ?? 0, { timeout: 60_000 })
      .toBeGreaterThan(editsBefore);
    await openGate();
    await bob.sees(/^✅ patient created/);
    expect(await progressMessages()).toHaveLength(1);
  });

  it("that fails ends with ❌, the reason and what to do, and the answer has the log", async () => {
    await bob.say("create a container named broken with wont-build");
    await bob.sees(/^❌ broken was not created · .*\n.{20}/);
    const { text } = await bob.sees(/out of cheese/);
    expect(text?.split("\n")[0]).toMatch(/broken/);
  });

  it("stops by the button on it, and says what goes on", async () => {
    await begin("stopped");
    await bob.presses("⏹ Stop");
    await bob.sees(/⏹ Stopped/);
    await openGate();
    await bob.sees(/stopped[\s\S]*10\.88\.0\.\d+/);
  });
});
