import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { people, useFakeModelWith, useOfflineModel } from "../harness/agent.ts";
import { openDoors } from "../harness/executor.ts";
import { expectNoModelViolations, scriptModel } from "../harness/model.ts";
import { succeed } from "../harness/operation.ts";
import { expectNoViolations, person, telegramStatus } from "../harness/telegram.ts";

const { admin } = openDoors();
const ada = person(people.ada);
const bob = person(people.bob);
const stranger = person(people.stranger);
const group = -1_000_000_000_000 - people.stranger;
const call = (tool: string, args: object) => ({ calls: [{ tool, arguments: args }] });

/** All that people said has been taken in, whatever came of it. */
const allTakenIn = () => expect.poll(async () => (await telegramStatus()).unacknowledged).toBe(0);
const messagesTo = async (someone: typeof ada) =>
  (await someone.seen()).filter(({ kind }) => kind === "sent").map(({ text }) => text);

beforeAll(() =>
  useFakeModelWith({ VOXNIX_MEMBER_CONTAINERS: "1", VOXNIX_MEMBER_DAILY_BUDGET: "1000 tokens" }),
);
afterEach(async () => {
  await expectNoViolations();
  // A model that is asked what nobody scripted says so here: no stranger's word gets to it.
  await expectNoModelViolations();
});
afterAll(async () => {
  const { containers } = await admin.containers.List({ owner: stranger.owner });
  for (const { owner, name } of containers) await succeed(admin.containers.Destroy({ owner, name }));
  await useOfflineModel();
});

describe("who may speak", () => {
  beforeAll(() => scriptModel([]));

  it("is not a stranger: they get one polite line with their id, and the owner hears of them", async () => {
    await ada.say("/start");
    await ada.sees(/container/);
    await stranger.say("hello, make me a box");
    await stranger.sees(new RegExp(`only work for people.*${people.stranger}`));
    await ada.sees(new RegExp(`${people.stranger}.*wrote to me`));
    await stranger.say("hello? hello?");
    await allTakenIn();
    expect(await messagesTo(stranger)).toEqual([]);
  });

  it("is not a stranger in a group either, whoever else is in it", async () => {
    const inGroup = person(people.stranger, group);
    await person(people.ada, group).say("hello everybody");
    await inGroup.say("@voxnix_test_bot make me a box");
    await allTakenIn();
    expect((await messagesTo(inGroup)).join()).not.toMatch(/box/);
  });

  it("is who the owner lets in with a button", async () => {
    expect(await ada.presses(/^Let .* in$/)).toMatch(/Letting them in/);
    await ada.sees(/may speak with me now, as a member/);
    await stranger.sees(/You have been let in/);
    await scriptModel([{ user: "hello again", reply: { text: "Hello, member." } }]);
    await stranger.say("hello again");
    await stranger.sees(/Hello, member/);
  });

  it("is a member within limits: so many containers, and no command of owners", async () => {
    await scriptModel([
      { user: "two boxes", reply: { calls: [box("one"), box("two")] } },
      { user: "two boxes", result: "", reply: { text: "I tried." } },
    ]);
    await stranger.say("two boxes please");
    await stranger.sees(/I tried/);
    const { containers } = await admin.containers.List({ owner: stranger.owner });
    expect(containers).toHaveLength(1);
    await stranger.say("/people");
    await stranger.sees(/do not know the command/);
  });

  it("is a member within a budget for the day, who is told politely when it is used up", async () => {
    await scriptModel([{ user: "chat", reply: { text: "Nice to talk." } }]);
    for (let spent = 0; spent < 1_000; spent += 180) {
      await bob.say("chat");
      await bob.sees(/Nice to talk/);
    }
    await bob.say("chat");
    await bob.sees(/budget of 1,000 tokens for today is used up/);
    await bob.say("/usage");
    await bob.sees(/Today: 1,080 tokens/);
    await ada.say("chat");
    await ada.sees(/Nice to talk/);
  });

  it("is nobody whom the owner removed with a button and a yes", async () => {
    await scriptModel([]);
    await ada.say("/people");
    await ada.sees(new RegExp(`${people.stranger}.*: member`));
    await ada.presses(new RegExp(`^Remove .*${people.stranger}`));
    await ada.presses("Remove them");
    await ada.sees(/may no longer speak/);
    await stranger.say("am I still in?");
    await allTakenIn();
    expect((await messagesTo(stranger)).join()).not.toMatch(/container|box/);
    expect((await admin.containers.List({ owner: stranger.owner })).containers).toHaveLength(1);
  });
});

function box(name: string) {
  return (
    call("create_container", { name, modules: [{ name: "git" }] }).calls[0] ?? { tool: "", arguments: {} }
  );
}
