import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { people, polls, useFakeModel, useOfflineModel } from "../harness/agent.ts";
import { inAppliance } from "../harness/appliance.ts";
import { openDoors } from "../harness/executor.ts";
import { runIn } from "../harness/inside.ts";
import { openGate, withTestModules } from "../harness/library.ts";
import {
  expectNoModelViolations,
  failModel,
  heldAnswers,
  releaseModel,
  scriptModel,
} from "../harness/model.ts";
import { succeed } from "../harness/operation.ts";
import { expectNoViolations, person } from "../harness/telegram.ts";

const { admin } = openDoors();
const ada = person(people.ada);
const call = (tool: string, args: object) => ({ calls: [{ tool, arguments: args }] });
const containers = async () => (await admin.containers.List({ owner: ada.owner })).containers;

withTestModules();
beforeAll(useFakeModel);
afterEach(async () => {
  await expectNoViolations();
  // The history that a stop leaves is one that every provider takes.
  await expectNoModelViolations();
});
afterAll(async () => {
  for (const { owner, name } of await containers()) await succeed(admin.containers.Destroy({ owner, name }));
  await useOfflineModel();
});

/** The chat is usable: the model answers, and is sent a history that it takes. */
const isUsable = async () => {
  await scriptModel([{ user: "still there", reply: { text: "Right here." } }]);
  await ada.say("still there?");
  await ada.sees(/Right here/);
};

describe("a restart of the agent", () => {
  it("waits for the turn in flight: its answer comes before the agent goes", async () => {
    await scriptModel([{ user: "hurry", reply: { text: "Just in time." } }]);
    await failModel({ kind: "hold" });
    await ada.say("hurry");
    await expect.poll(heldAnswers).toBe(1);
    await inAppliance("systemctl", "--no-block", "restart", "voxnix-agent.service");
    const state = () => inAppliance("systemctl", "show", "--property=ActiveState", "voxnix-agent.service");
    await expect.poll(state).toBe("ActiveState=deactivating");
    await releaseModel();
    await ada.sees(/Just in time/);
    await polls();
    await isUsable();
    expect((await ada.seen()).filter(({ text = "" }) => /in time/.test(text))).toEqual([]);
  });
});

describe("a stop", () => {
  it("ends the model's thinking and empties the queue, and the chat is usable at once", async () => {
    await failModel({ kind: "hold" });
    await scriptModel([{ user: "think", reply: { text: "I thought." } }]);
    await ada.say("think for ever");
    await expect.poll(heldAnswers).toBe(1);
    await ada.say("think about this as well");
    await ada.say("and think about that");
    await ada.say("/stop");
    await ada.sees(/Stopped/);
    await isUsable();
    const texts = (await ada.seen()).map(({ text }) => text);
    expect(texts.join()).not.toMatch(/I thought/);
    // Nobody waits for the answer that was held any more.
    await scriptModel([{ user: "think", reply: { text: "I thought." } }]);
    await releaseModel();
    await expect.poll(heldAnswers).toBe(0);
  });

  it("says that there is nothing to stop, when there is nothing", async () => {
    await ada.say("/stop");
    await ada.sees(/nothing to stop/);
  });

  it("ends the tool that runs: a command inside a container is gone", async () => {
    await succeed(
      admin.containers.Create({ owner: ada.owner, spec: { name: "box", modules: [{ name: "git" }] } }),
    );
    const runs = async () =>
      (await runIn(admin, ada.owner, "box", ["pgrep", "-f", "^tail -f /dev/null"])).code === 0;
    await scriptModel([
      { user: "wait inside", reply: call("run_command", { name: "box", command: "tail -f /dev/null" }) },
    ]);
    await ada.say("wait inside");
    // Whether such a command is asked about first is not what this is about.
    await expect.poll(async () => (await runs()) || (await ada.buttons()).length > 0).toBe(true);
    const [yes] = await ada.buttons();
    if (yes !== undefined && !(await runs())) await ada.presses(yes);
    await expect.poll(runs).toBe(true);
    await ada.say("/stop");
    await ada.sees(/Stopped/);
    await expect.poll(runs).toBe(false);
    await isUsable();
  });

  const creating = (name: string) => {
    const waits = { name: "waits", settings: { ticket: `stop-${name}-${process.pid}` } };
    return [
      { user: `make ${name}`, reply: call("create_container", { name, modules: [waits] }) },
      { user: `make ${name}`, result: "", reply: { text: `Made ${name}.` } },
    ];
  };

  it("leaves an operation on the host alone until the person wants that cancelled too", async () => {
    await scriptModel(creating("slow"));
    await ada.say("make slow");
    await ada.sees(/Creating slow/);
    await ada.say("/stop");
    await ada.sees(/Stopped[\s\S]*create of slow is under way/);
    expect(await containers()).toContainEqual(expect.objectContaining({ name: "slow", state: "CREATING" }));
    await ada.presses("Cancel that too");
    await ada.sees(/Cancelling the create of slow/);
    await expect.poll(async () => (await containers()).map(({ name }) => name)).not.toContain("slow");
    await isUsable();
  });

  it("does not hide how an operation ends that the person lets go on", async () => {
    await scriptModel(creating("later"));
    await ada.say("make later");
    await ada.sees(/Creating later/);
    await ada.say("/stop");
    await ada.sees(/Stopped[\s\S]*create of later is under way/);
    await openGate();
    await ada.sees(/later is running at/);
    await isUsable();
  });
});
