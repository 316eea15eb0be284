import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { people, useOfflineModel } from "./harness/agent.ts";
import { machines, tracesOf } from "./harness/appliance.ts";
import { openDoors } from "./harness/executor.ts";
import { openGate, waitingAtGate, withTestModules } from "./harness/library.ts";
import { succeed } from "./harness/operation.ts";
import { expectNoViolations, person } from "./harness/telegram.ts";

const { admin } = openDoors();
const bob = person(people.bob);
withTestModules();
beforeAll(useOfflineModel);
afterEach(async () => {
  const { containers } = await admin.containers.List({ owner: bob.owner });
  for (const { owner, name } of containers) await succeed(admin.containers.Destroy({ owner, name }));
  await expectNoViolations();
});

let tickets = 0;
/** Asks for a container whose build waits at the gate, and returns when it is there. */
const sayWhatTakesLong = async (name: string): Promise<void> => {
  tickets += 1;
  await bob.say(`create a container named ${name} with waits ticket=w-${process.pid}-${tickets}`);
  await expect.poll(waitingAtGate, { timeout: 60_000, interval: 100 }).not.toBe("");
};

describe("a build that takes long", () => {
  it("is shown by typing and by one progress message, edited seldom however much the build says", async () => {
    await sayWhatTakesLong("slow");
    await bob.sees(/build/i);
    await openGate();
    await bob.sees(/slow[\s\S]*10\.88\.0\.\d+/);
    const seen = await bob.seen();
    expect(seen.some(({ kind }) => kind === "action")).toBe(true);
    expect(
      new Set(seen.filter(({ kind }) => kind === "sent").map(({ message }) => message)).size,
    ).toBeLessThanOrEqual(2);
    // The build printed three hundred lines.
    expect(seen.filter(({ kind }) => kind === "edited").length).toBeLessThan(30);
  });

  it("is let go by /stop at once, cancelled where that is wanted too, and leaves nothing", async () => {
    await sayWhatTakesLong("doomed");
    const { machine } = await admin.containers.Get({ owner: bob.owner, name: "doomed" });
    await bob.say("/stop");
    await bob.sees(/stopped/i);
    await bob.presses("Cancel that too");
    await expect
      .poll(() => admin.containers.List({ owner: bob.owner }), { timeout: 60_000 })
      .toEqual({ containers: [] });
    await expect.poll(() => tracesOf(machine), { timeout: 60_000 }).toEqual([]);
    expect(await waitingAtGate()).toBe("");
    expect(await machines()).not.toContain(machine);
  });

  it("makes the next message wait its turn: both are answered, in order", async () => {
    await sayWhatTakesLong("first");
    await bob.say("what is running?");
    await openGate();
    const one = await bob.sees(/first[\s\S]*10\.88\.0\.\d+/);
    await expect
      .poll(
        async () =>
          (await bob.seen()).filter(({ kind, text }) => kind === "sent" && /first/.test(text ?? "")).length,
        {
          timeout: 60_000,
        },
      )
      .toBeGreaterThanOrEqual(2);
    const answers = (await bob.seen()).filter(
      ({ kind, text }) => kind === "sent" && /10\.88\.0\./.test(text ?? ""),
    );
    expect(answers.at(-1)?.n).toBeGreaterThan(one.n);
  });
});

describe("a build that fails", () => {
  it("is told by its outcome first, with the last lines of the log", async () => {
    await bob.say("create a container named broken with wont-build");
    const { text } = await bob.sees(/out of cheese/);
    expect(text?.split("\n")[0]).toMatch(/broken/);
    expect(await admin.containers.List({ owner: bob.owner })).toEqual({ containers: [] });
  });
});
