import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { killAgent, people, polls, useFakeModel, useOfflineModel } from "./harness/agent.ts";
import { inAppliance } from "./harness/appliance.ts";
import { openDoors } from "./harness/executor.ts";
import { openGate, waitingAtGate, withTestModules } from "./harness/library.ts";
import { expectNoModelViolations, scriptModel } from "./harness/model.ts";
import { succeed } from "./harness/operation.ts";
import { expectNoViolations, failTelegram, person } from "./harness/telegram.ts";

const { admin } = openDoors();
const cleo = person(people.cleo);
withTestModules();
beforeAll(useFakeModel);
afterAll(async () => {
  await expectNoViolations();
  await expectNoModelViolations();
  await useOfflineModel();
});

const create = async (name: string) => {
  await scriptModel([
    {
      user: `make ${name}`,
      reply: {
        calls: [
          {
            tool: "create_container",
            arguments: {
              name,
              modules: [{ name: "waits", settings: { ticket: `kill-${name}-${process.pid}` } }],
            },
          },
        ],
      },
    },
    { user: `make ${name}`, result: name, reply: { text: `${name} is there.` } },
  ]);
  await cleo.say(`make ${name}`);
  await expect.poll(waitingAtGate, { timeout: 60_000, interval: 100 }).not.toBe("");
};

describe("an agent that dies in the middle of a build", () => {
  it("leaves the operation to finish, and tells the user the outcome after its restart", async () => {
    await create("phoenix");
    await killAgent();
    const { operations } = await admin.operations.List({ owner: cleo.owner, underwayOnly: true });
    expect(operations).toMatchObject([{ container: "phoenix", kind: "CREATE" }]);
    await polls();
    await openGate();
    await cleo.sees(/phoenix[\s\S]*10\.88\.0\.\d+/);
    const made = await admin.containers.Get({ owner: cleo.owner, name: "phoenix" });
    expect(made.state).toBe("RUNNING");
    const { operations: all } = await admin.operations.List({ owner: cleo.owner, container: "phoenix" });
    expect(all).toHaveLength(1);
    await succeed(admin.containers.Destroy({ owner: cleo.owner, name: "phoenix" }));
  });

  it("tells the outcome of an operation that ended while it was gone", async () => {
    await create("ghost");
    await inAppliance("systemctl", "kill", "--signal=SIGKILL", "voxnix-agent.service");
    await inAppliance("systemctl", "stop", "voxnix-agent.service");
    await openGate();
    await expect
      .poll(async () => (await admin.containers.Get({ owner: cleo.owner, name: "ghost" })).state, {
        timeout: 60_000,
        interval: 200,
      })
      .toBe("RUNNING");
    await inAppliance("systemctl", "start", "voxnix-agent.service");
    await cleo.sees(/ghost[\s\S]*10\.88\.0\.\d+/);
    await succeed(admin.containers.Destroy({ owner: cleo.owner, name: "ghost" }));
  });
});

describe("a message that comes while the agent is gone", () => {
  it("is answered after its restart, once", async () => {
    await scriptModel([{ user: "are you there", reply: { text: "I am here again." } }]);
    await inAppliance("systemctl", "stop", "voxnix-agent.service");
    await cleo.say("are you there?");
    await inAppliance("systemctl", "start", "voxnix-agent.service");
    await cleo.sees(/here again/);
    await cleo.say("are you there still?");
    await cleo.sees(/here again/);
    const answers = (await cleo.seen()).filter(
      ({ kind, text }) => kind === "sent" && /here again/.test(text ?? ""),
    );
    expect(answers).toHaveLength(1);
  });

  it("is not lost when the agent dies between taking it and answering", async () => {
    await scriptModel([{ user: "remember me", reply: { text: "You are remembered." } }]);
    await failTelegram("sendMessage", { kind: "cut" }, 1);
    await cleo.say("remember me");
    await killAgent();
    await cleo.sees(/You are remembered/);
  });
});
