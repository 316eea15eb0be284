import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { people, useOfflineModel, useOfflineModelWith } from "../harness/agent.ts";
import { inAppliance } from "../harness/appliance.ts";
import { openDoors } from "../harness/executor.ts";
import { succeed } from "../harness/operation.ts";
import { expectNoViolations, person } from "../harness/telegram.ts";
import { openTerminal } from "../harness/terminal.ts";

const { admin } = openDoors();
const ada = person(people.ada);
const bob = person(people.bob);
const WORKSPACES = "/var/lib/voxnix-workspaces";

/** How often the agent noticed that a container of this owner died. */
const noticed = async (owner: string) =>
  Number(
    await inAppliance(
      "sh",
      "-c",
      `journalctl -u voxnix-agent -o cat | grep container-died | grep -c '"${owner}"' || true`,
    ),
  );
const dies = async (owner: string) => {
  const { machine } = await admin.containers.Get({ owner, name: "dev" });
  await inAppliance("systemctl", "kill", "--signal=SIGKILL", `container@${machine}.service`);
};

beforeAll(async () => {
  await useOfflineModelWith({ VOXNIX_HOST_CHECK_SECONDS: "1" });
  await bob.say("/start");
  await bob.sees(/container/);
  await ada.say("create a container named dev with git");
  await ada.sees(/dev is running at/);
});
afterEach(expectNoViolations);
afterAll(async () => {
  await inAppliance("sh", "-c", `umount ${WORKSPACES} 2>/dev/null || true`);
  await succeed(admin.containers.Destroy({ owner: ada.owner, name: "dev" }));
  await useOfflineModel();
});

describe("a container that dies", () => {
  it("is told to its owner once, with a button to its logs and one that starts it", async () => {
    await ada.say("/quiet off");
    await ada.sees(/no quiet hours/);
    await bob.say("/list");
    await bob.sees(/no containers/);
    await dies(ada.owner);
    await ada.sees(/dev ended, and nobody asked for it/);
    // The progress of what came before loses its own button in its own time.
    await expect.poll(() => ada.buttons()).toEqual(["Look at the logs", "Start dev"]);
    await ada.presses("Look at the logs");
    await ada.sees(/that dev logged|has logged nothing|dev is not running/);
    await ada.presses("Start dev");
    await ada.sees(/dev is running at/);
    const told = (await ada.seen()).filter(({ text = "" }) => text.includes("nobody asked"));
    expect(told).toEqual([]);
    expect((await bob.seen()).some(({ text = "" }) => text.includes("nobody asked"))).toBe(false);
  });

  it("that somebody stopped on purpose is no news", async () => {
    await ada.say("stop dev");
    await ada.sees(/dev is stopped/);
    await ada.say("start dev");
    await ada.sees(/dev is running at/);
    expect(await noticed(ada.owner)).toBe(1);
  });

  it("in quiet hours waits until they are over", async () => {
    const hour = Number(await inAppliance("date", "+%H"));
    await ada.say(`/quiet ${hour}-${(hour + 3) % 24}`);
    await ada.sees(/I tell you nothing unasked/);
    await dies(ada.owner);
    await expect.poll(() => noticed(ada.owner)).toBe(2);
    await ada.say("start dev");
    await ada.sees(/dev is running at/);
    expect((await ada.seen()).some(({ text = "" }) => text.includes("nobody asked"))).toBe(false);
    await ada.say("/quiet off");
    await ada.sees(/dev ended, and nobody asked for it/);
  });
});

describe("a disk that fills up", () => {
  it("is told to who administers, once, and that it is well again", async () => {
    await ada.say("/list");
    await ada.sees(/dev/);
    await bob.say("/list");
    await bob.sees(/no containers/);
    await inAppliance("mount", "-t", "tmpfs", "-o", "size=16m", "full-disk", WORKSPACES);
    await ada.sees(/host needs attention[\s\S]*workspaces[\s\S]*Make room/);
    await inAppliance("umount", WORKSPACES);
    await ada.sees(/well again: workspaces/);
    const told = (await ada.seen()).filter(({ text = "" }) => text.includes("needs attention"));
    expect(told).toHaveLength(1);
    expect((await bob.seen()).filter(({ text = "" }) => text.includes("attention"))).toEqual([]);
  });

  it("is shown in full by /status, without a model", async () => {
    await ada.say("/status");
    await ada.sees(/The host is well[\s\S]*dev: running/);
  });
});

describe("an operation that ended while nobody watched", () => {
  it("is told to the terminal that comes back", async () => {
    const user = `test-notices-${people.ada}`;
    const first = await openTerminal(user);
    const begun = await first.send(
      JSON.stringify({ type: "say", text: "create a container named dev with git" }),
    );
    expect(begun.type).toBe("turn");
    first.close();
    const dev = () => admin.containers.Get({ owner: first.owner, name: "dev" }).then(({ state }) => state);
    await expect.poll(() => dev().catch(() => undefined)).toBe("RUNNING");
    const second = await openTerminal(user);
    const { lines } = await second.say("/list");
    expect(lines.filter(({ type }) => type === "notice")).toEqual([
      expect.objectContaining({ text: expect.stringContaining("is running at") }),
    ]);
    second.close();
    await succeed(admin.containers.Destroy({ owner: first.owner, name: "dev" }));
  });
});
