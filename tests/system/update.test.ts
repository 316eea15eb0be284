import type { OperationEvent } from "@voxnix/protocol";
import { beforeAll, describe, expect, it } from "vitest";
import { inAppliance } from "./harness/appliance.ts";
import { newOwner, openDoors } from "./harness/executor.ts";
import { runIn } from "./harness/inside.ts";
import { withTestModules } from "./harness/library.ts";
import { begins, finish, refusedChange, succeed, watch } from "./harness/operation.ts";

const { tenant } = openDoors();
withTestModules({ VOXNIX_GENERATIONS: "4" });

const owner = newOwner("update");
const dev = { owner, name: "dev" };
const specOf = (modules: string[], packages: string[] = [], more: object = {}) => ({
  ...{ name: "dev", modules: modules.map((name) => ({ name })), packages },
  ...more,
});
const update = (modules: string[], packages: string[] = [], more: object = {}) =>
  tenant.containers.Update({ owner, spec: specOf(modules, packages), ...more });
const inside = async (...command: string[]) => (await runIn(tenant, owner, "dev", command)).stdout.trim();
const has = async (program: string) =>
  (await runIn(tenant, owner, "dev", ["sh", "-c", `command -v ${program}`])).code === 0;
const lastOf = ({ events }: { events: readonly OperationEvent[] }) => events.at(-1)?.done;
const generations = async () => (await tenant.containers.History(dev)).generations;
const upSince = () =>
  inAppliance("systemctl", "show", "--property=ActiveEnterTimestamp,InvocationID", "container@dev.service");

/** What the garbage collector may not have, for generations: "number path", sorted. */
const rootsOf = async (machine: string) => {
  const folder = `/nix/var/nix/gcroots/voxnix/generations/${machine}`;
  const script = 'cd "$0" && for each in *; do echo "$each $(readlink "$each")"; done';
  return (await inAppliance("sh", "-c", script, folder)).split("\n").sort();
};

/** The truths about a container that hold whatever became of an operation on it. */
const expectConsistent = async () => {
  const container = await tenant.containers.Get(dev);
  const kept = await generations();
  expect(kept.find(({ current }) => current)).toMatchObject({
    number: container.generation,
    image: container.image,
  });
  expect(await inside("readlink", "-f", "/run/current-system")).toBe(container.image);
  const conf = await inAppliance("cat", "/etc/nixos-containers/dev.conf");
  expect(conf).toContain(`SYSTEM_PATH=${container.image}\n`);
  expect(await rootsOf("dev")).toEqual(kept.map(({ number, image }) => `${number} ${image}`).sort());
  return container;
};

// The steps build on each other: what one container goes through.
describe("a container that is changed", () => {
  let began = "";
  let first = "";

  beforeAll(async () => {
    first = (await succeed(tenant.containers.Create({ owner, spec: specOf(["git", "workspace"]) }))).image;
    await runIn(tenant, owner, "dev", ["sh", "-c", "echo kept > /workspace/note"]);
    began = await upSince();
  });

  it("is shown first what an update would change, by package and version, and nothing changes", async () => {
    const preview = await finish(
      tenant.containers.Preview({ owner, spec: specOf(["git", "workspace"], ["ripgrep"]) }),
    );
    const { changes, container } = lastOf(preview) ?? {};
    expect(changes?.packages).toContainEqual({
      name: "ripgrep",
      oldVersion: "",
      newVersion: expect.stringMatching(/^\d+\.\d+/),
    });
    expect(changes).toMatchObject({ modulesAdded: [], modulesRemoved: [], restart: false, none: false });
    expect(changes?.sizeDeltaBytes).toBeGreaterThan(100_000);
    expect(container?.image).not.toBe(first);
    expect(container).toMatchObject({ packages: ["ripgrep"], generation: 1 });
    expect(await expectConsistent()).toMatchObject({ image: first, packages: [], generation: 1 });
    expect(await has("rg")).toBe(false);
  });

  it("gets a package while it runs: uptime, open programs and workspace stay", async () => {
    const expected = lastOf(
      await finish(tenant.containers.Preview({ owner, spec: specOf(["git", "workspace"], ["ripgrep"]) })),
    );
    const told = await finish(
      update(["git", "workspace"], ["ripgrep"], {
        expectedImage: expected?.container?.image,
        expectedGeneration: 1,
      }),
    );
    expect(told.failed).toBeUndefined();
    expect(told.phases).toEqual(["BUILD", "INSTALL", "SWITCH", "VERIFY"]);
    expect(lastOf(told)?.changes?.packages.map(({ name }) => name)).toContain("ripgrep");
    expect(await inside("rg", "--version")).toMatch(/^ripgrep \d/);
    expect(await inside("cat", "/workspace/note")).toBe("kept");
    expect(await upSince()).toBe(began);
    expect(await expectConsistent()).toMatchObject({
      generation: 2,
      packages: ["ripgrep"],
      state: "RUNNING",
    });
  });

  it("still has it after a restart", async () => {
    await succeed(tenant.containers.Restart(dev));
    expect(await has("rg")).toBe(true);
    began = await upSince();
    await expectConsistent();
  });

  it("is not touched by an update to what it is already", async () => {
    const told = await finish(update(["git", "workspace"], ["ripgrep"]));
    expect(lastOf(told)?.changes).toMatchObject({ none: true, packages: [] });
    expect(await upSince()).toBe(began);
    expect(await expectConsistent()).toMatchObject({ generation: 2 });
  });

  it("goes back by a rollback, which is a generation of its own", async () => {
    const told = await finish(tenant.containers.Rollback(dev));
    expect(told.container).toMatchObject({ generation: 3, packages: [], image: first });
    expect(told.phases).not.toContain("EVALUATE");
    expect(await has("rg")).toBe(false);
    expect(await upSince()).toBe(began);
    const kept = await generations();
    expect(kept.map(({ number, rolledBackTo, current }) => [number, rolledBackTo, current])).toEqual([
      [3, 1, true],
      [2, 0, false],
      [1, 0, false],
    ]);
    expect(kept[1]?.changes?.packages.map(({ name }) => name)).toContain("ripgrep");
    await expectConsistent();
  });

  it("is restarted where its part on the host changes, and its files outlast the module that shows them", async () => {
    const without = await finish(update(["git"]));
    expect(lastOf(without)?.changes).toMatchObject({ modulesRemoved: ["workspace"], restart: true });
    expect(without.phases).toContain("BOOT");
    expect(await upSince()).not.toBe(began);
    expect((await runIn(tenant, owner, "dev", ["cat", "/workspace/note"])).code).not.toBe(0);
    const back = await succeed(tenant.containers.Rollback({ ...dev, generation: 3 }));
    expect(back).toMatchObject({ generation: 5, workspace: "/workspace" });
    expect(await inside("cat", "/workspace/note")).toBe("kept");
    await expectConsistent();
  });

  it("keeps as many generations as the host says, and cannot go back further", async () => {
    expect((await generations()).map(({ number }) => number)).toEqual([5, 4, 3, 2]);
    const gone = await refusedChange(tenant.containers.Rollback({ ...dev, generation: 1 }));
    expect(gone).toMatchObject({
      reason: "NOT_FOUND",
      facts: { field: "generation", known: ["2", "3", "4"] },
    });
  });

  it("starts by itself or not as an update says, and is not restarted for it", async () => {
    began = await upSince();
    const wants = "/usr/lib/systemd/system/machines.target.wants/container@dev.service";
    const spec = { ...specOf(["git", "workspace"]), autostart: false };
    const told = await finish(tenant.containers.Update({ owner, spec }));
    expect(told.container).toMatchObject({ autostart: false, generation: 5 });
    expect(lastOf(told)?.changes).toMatchObject({ restart: false, none: false });
    expect(await inAppliance("sh", "-c", `test -e ${wants} || echo gone`)).toBe("gone");
    expect(await upSince()).toBe(began);
  });

  it("stays stopped when it is updated while it is stopped, and starts as what it has become", async () => {
    await succeed(tenant.containers.Stop(dev));
    expect(await succeed(update(["git", "workspace"], ["jq"]))).toMatchObject({
      state: "STOPPED",
      generation: 6,
    });
    await succeed(tenant.containers.Start(dev));
    expect(await has("jq")).toBe(true);
    await expectConsistent();
  });
});

describe("an update that was previewed", () => {
  it("is STALE_PREVIEW when the container, or what it would lead to, is another one by now", async () => {
    const older = await refusedChange(update(["git", "workspace"], [], { expectedGeneration: 2 }));
    expect(older).toMatchObject({ reason: "STALE_PREVIEW", facts: { field: "expected_generation" } });
    const image = `/nix/store/${"0".repeat(32)}-another`;
    const other = await refusedChange(update(["git", "workspace"], [], { expectedImage: image }));
    expect(other).toMatchObject({ reason: "STALE_PREVIEW", facts: { field: "expected_image" } });
    await expectConsistent();
  });
});

describe("an update that does not come up well", () => {
  let began = "";

  it("in place: a unit fails, the old system runs again, and the error says which unit and why", async () => {
    began = await upSince();
    const before = await expectConsistent();
    const told = await finish(update(["git", "workspace", "wont-run"], ["jq"]));
    expect(told.failed).toMatchObject({ reason: "UPDATE_REVERTED", container: "dev" });
    expect(told.failed?.message).toContain("wont-run.service");
    expect(told.failed?.lines.join("\n")).toContain("the milk has gone off");
    expect(told.phases).toContain("UNDO");
    expect(await expectConsistent()).toMatchObject({ generation: before.generation, image: before.image });
    expect(await upSince()).toBe(began);
    const failed = await inside("systemctl", "list-units", "--failed", "--plain", "--no-legend");
    expect(failed).toBe("");
  });

  it("in place: a container that has put the host's journal in place of its own is told nothing of it", async () => {
    const sh = (script: string) => runIn(tenant, owner, "dev", ["sh", "-c", script]);
    await sh("mv /var/log/journal /var/log/own; ln -s /var/log/journal /var/log/journal");
    // A unit that goes by the name of one of the host's, and fails with the one that the update brings.
    await sh(
      "cd /run/systemd/system; printf '[Service]\\nType=oneshot\\nExecStart=/bin/false\\n' > voxnix-executor.service; " +
        "mkdir wont-run.service.d; printf '[Unit]\\nOnFailure=voxnix-executor.service\\n' > wont-run.service.d/a.conf",
    );
    const told = await finish(update(["git", "workspace", "wont-run"], ["jq"]));
    await sh(
      "rm /var/log/journal; mv /var/log/own /var/log/journal; systemctl reset-failed voxnix-executor; rm -r /run/systemd/system/*",
    );
    expect(told.failed?.message).toContain("voxnix-executor.service");
    expect(told.failed?.lines.join("\n")).not.toContain('"event":"');
    await expectConsistent();
  });

  it("in place: it takes the whole container down, which is booted again as it was", async () => {
    const before = await expectConsistent();
    const told = await finish(update(["git", "workspace", "wont-boot"], ["jq"]));
    expect(told.failed).toMatchObject({ reason: "UPDATE_REVERTED", container: "dev" });
    expect(await expectConsistent()).toMatchObject({ generation: before.generation, state: "RUNNING" });
  });

  it("by a restart: it does not boot, and is booted again as it was", async () => {
    const before = await expectConsistent();
    const told = await finish(update(["git", "wont-boot"], ["jq"]));
    expect(told.failed).toMatchObject({ reason: "UPDATE_REVERTED" });
    expect(told.failed?.lines.join("\n")).toContain("the cheese has run out");
    expect(await expectConsistent()).toMatchObject({ generation: before.generation, state: "RUNNING" });
    expect(await inside("cat", "/workspace/note")).toBe("kept");
  });

  it("because Nix cannot evaluate or build it, changes nothing at all", async () => {
    began = await upSince();
    for (const [module, reason] of [
      ["wont-eval", "EVAL_FAILED"],
      ["wont-build", "BUILD_FAILED"],
    ] as const) {
      const told = await finish(update(["git", "workspace", module], ["jq"]));
      expect(told.failed).toMatchObject({ reason });
    }
    expect(await upSince()).toBe(began);
    await expectConsistent();
  });
});

describe("an executor that is killed in the middle of an update", () => {
  const kill = () => inAppliance("systemctl", "kill", "--signal=KILL", "voxnix-executor.service");
  const settled = async () =>
    (await tenant.operations.List({ owner, underwayOnly: true })).operations.length === 0;

  it.each(["INSTALL", "SWITCH", "VERIFY"] as const)(
    "at %s brings the generation of the record to run at its next start",
    async (phase) => {
      const before = await expectConsistent();
      const changing = watch((signal) =>
        tenant.containers.Update({ owner, spec: specOf(["git", "workspace"], ["jq", "tmux"]) }, { signal }),
      );
      await changing.see(begins(phase));
      await kill();
      await changing.told.catch(() => undefined);
      await expect.poll(settled, { timeout: 60_000, interval: 100 }).toBe(true);
      const after = await expectConsistent();
      // What had been committed already stays.
      if (after.generation !== before.generation) await succeed(tenant.containers.Rollback(dev));
      else expect(await has("tmux")).toBe(false);
    },
  );

  it("ends with a destroy that leaves no root of its generations", async () => {
    await succeed(tenant.containers.Destroy(dev));
    const left = await inAppliance(
      "sh",
      "-c",
      "ls /nix/var/nix/gcroots/voxnix/generations /nix/var/nix/gcroots/voxnix/host-sides",
    );
    expect(left).not.toMatch(/^dev/m);
  });
});
