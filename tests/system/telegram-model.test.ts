import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { people, useFakeModel, useOfflineModel } from "./harness/agent.ts";
import { machines } from "./harness/appliance.ts";
import { openDoors } from "./harness/executor.ts";
import { expectNoModelViolations, failModel, scriptModel } from "./harness/model.ts";
import { expectNoViolations, person } from "./harness/telegram.ts";

const { admin } = openDoors();
const ada = person(people.ada);
const bob = person(people.bob);
const call = (tool: string, args: object) => ({ calls: [{ tool, arguments: args }] });

beforeAll(useFakeModel);
afterEach(async () => {
  await expectNoViolations();
  await expectNoModelViolations();
});
afterAll(useOfflineModel);

describe("a person on Telegram, with a language model,", () => {
  let machine = "";

  it("gets a container that the model made by a tool, and the model's words for an answer", async () => {
    await scriptModel([
      {
        user: "a box for ada",
        reply: call("create_container", {
          name: "box",
          modules: [{ name: "git", settings: { userName: "Ada" } }, { name: "fish" }],
        }),
      },
      { user: "a box for ada", result: "box", reply: { text: "Your **box** is up, with git and fish." } },
    ]);
    await ada.say("a box for ada, please");
    await ada.sees(/Your box is up/);
    const made = await admin.containers.Get({ owner: ada.owner, name: "box" });
    machine = made.machine;
    expect(made).toMatchObject({ state: "RUNNING" });
    expect(await machines()).toContain(machine);
  });

  it("has many tools at hand in one turn", async () => {
    await scriptModel([
      {
        user: "look around",
        reply: {
          calls: [
            { tool: "list_containers", arguments: {} },
            { tool: "list_modules", arguments: {} },
          ],
        },
      },
      { user: "look around", result: "fish", reply: { text: "I looked around." } },
    ]);
    await ada.say("look around");
    await ada.sees(/I looked around/);
  });

  it("stays itself, whatever the model says: another owner's container is out of reach", async () => {
    await scriptModel([
      { user: "destroy ada's box", reply: call("destroy_container", { name: "box", owner: ada.owner }) },
      { user: "destroy ada's box", result: "", reply: { text: "I could not." } },
    ]);
    await bob.say("destroy ada's box");
    await bob.sees(/could not/);
    expect(await admin.containers.Get({ owner: ada.owner, name: "box" })).toMatchObject({ state: "RUNNING" });
  });

  it("is not harmed by a model that calls a tool with nonsense, or one that does not exist", async () => {
    await scriptModel([
      {
        user: "confuse yourself",
        reply: {
          calls: [
            { tool: "create_container", arguments: { name: 7 } },
            { tool: "format_disk", arguments: {} },
          ],
        },
      },
      { user: "confuse yourself", result: "", reply: { text: "That was confusing." } },
    ]);
    await ada.say("confuse yourself");
    await ada.sees(/That was confusing/);
    await scriptModel([{ user: "and now", reply: { text: "Now all is well." } }]);
    await ada.say("and now?");
    await ada.sees(/all is well/);
  });

  it("gets an answer although the provider fails now and then", async () => {
    await scriptModel([{ user: "patience", reply: { text: "Patience pays." } }]);
    await failModel({ kind: "refuse", code: 429, retry_after: 1 });
    await ada.say("patience 1");
    await ada.sees(/Patience pays/);
    await failModel({ kind: "refuse", code: 500 });
    await ada.say("patience 2");
    await ada.sees(/Patience pays/);
  });

  it("is told when the provider does not answer at all, and can go on when it does again", async () => {
    await scriptModel([{ user: "endurance", reply: { text: "Endurance pays." } }]);
    await failModel({ kind: "refuse", code: 401, description: "Incorrect API key provided." });
    await ada.say("endurance 1");
    await ada.sees(/model/i);
    await ada.say("endurance 2");
    await ada.sees(/Endurance pays/);
  });

  it("loses the container when the model destroys it", async () => {
    await scriptModel([
      { user: "no more box", reply: call("destroy_container", { name: "box" }) },
      { result: "box", reply: { text: "The box is gone." } },
    ]);
    await ada.say("no more box");
    await ada.presses("Destroy box");
    await ada.sees(/The box is gone/);
    expect(await machines()).not.toContain(machine);
    expect(await admin.containers.List({ owner: ada.owner })).toEqual({ containers: [] });
  });
});
