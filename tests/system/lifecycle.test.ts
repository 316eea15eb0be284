import { describe, expect, it } from "vitest";
import { inAppliance, machines, tracesOf } from "./harness/appliance.ts";
import { newOwner, openDoors } from "./harness/executor.ts";
import { logsOf, runIn } from "./harness/inside.ts";
import { finish, refusal, succeed } from "./harness/operation.ts";

const { tenant } = openDoors();
const owner = newOwner("life");
const dev = { owner, name: "dev" };
const state = async () => (await tenant.containers.Get(dev)).state;

// The steps build on each other: one life of one container, checked against machinectl at each step.
describe("the life of a container", () => {
  let machine = "";
  let address = "";

  it("begins with a create that tells its phases in order and ends with the facts", async () => {
    const spec = { name: "dev", modules: [{ name: "git" }, { name: "fish" }, { name: "workspace" }] };
    const { events, phases, container } = await finish(tenant.containers.Create({ owner, spec }));
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
    expect(new Set(events.map(({ operationId }) => operationId)).size).toBe(1);
    expect(events[0]?.accepted).toMatchObject({
      joined: false,
      operation: { kind: "CREATE", container: "dev", owner },
    });
    expect(phases.filter((phase) => phase !== "EVALUATE" && phase !== "BUILD")).toEqual([
      "INSTALL",
      "BOOT",
      "VERIFY",
    ]);
    expect(container).toMatchObject({
      name: "dev",
      owner,
      state: "RUNNING",
      workspace: "/workspace",
      autostart: true,
    });
    machine = container?.machine ?? "";
    address = container?.address ?? "";
    expect(address).toMatch(/^10\.88\.0\.\d+$/);
    expect(await machines()).toContain(machine);
  });

  it("has systemd as its init, and user namespaces of its own", async () => {
    expect((await runIn(tenant, owner, "dev", ["cat", "/proc/1/comm"])).stdout.trim()).toBe("systemd");
    const [inside, outside] = (await runIn(tenant, owner, "dev", ["cat", "/proc/self/uid_map"])).stdout
      .trim()
      .split(/\s+/);
    expect(inside).toBe("0");
    expect(Number(outside)).toBeGreaterThan(0);
  });

  it("has its address on the bridge", async () => {
    expect((await runIn(tenant, owner, "dev", ["ip", "-4", "addr"])).stdout).toContain(`${address}/24`);
    await inAppliance("ping", "-c", "1", "-W", "5", address);
  });

  it("has git and fish, the real programs", async () => {
    expect((await runIn(tenant, owner, "dev", ["git", "--version"])).stdout).toMatch(/^git version \d+\.\d+/);
    expect((await runIn(tenant, owner, "dev", ["fish", "-c", "echo $FISH_VERSION"])).stdout).toMatch(
      /^\d+\.\d+/,
    );
    const repository = ["sh", "-ec", "git init -q /tmp/r && cd /tmp/r && git symbolic-ref --short HEAD"];
    expect((await runIn(tenant, owner, "dev", repository)).stdout.trim()).toBe("main");
  });

  it("keeps files in its workspace over a restart", async () => {
    await runIn(tenant, owner, "dev", ["sh", "-c", "echo kept > /workspace/note"]);
    await succeed(tenant.containers.Restart(dev));
    expect((await runIn(tenant, owner, "dev", ["cat", "/workspace/note"])).stdout).toBe("kept\n");
  });

  it("goes on with a stop that machinectl agrees with", async () => {
    expect(await succeed(tenant.containers.Stop(dev))).toMatchObject({ state: "STOPPED" });
    expect(await machines()).not.toContain(machine);
    expect(await state()).toBe("STOPPED");
  });

  it("takes a second stop for the success that it is", async () => {
    expect(await succeed(tenant.containers.Stop(dev))).toMatchObject({ state: "STOPPED" });
  });

  it("does not run commands while it is stopped, and says so", async () => {
    const refused = await refusal(runIn(tenant, owner, "dev", ["true"]));
    expect(refused).toMatchObject({ reason: "NOT_RUNNING", facts: { container: "dev" } });
  });

  it("goes on with a start at the same address", async () => {
    expect(await succeed(tenant.containers.Start(dev))).toMatchObject({ state: "RUNNING", address });
    expect(await machines()).toContain(machine);
    expect(await succeed(tenant.containers.Start(dev))).toMatchObject({ state: "RUNNING", address });
  });

  it("may be restarted as often as one likes", async () => {
    for (let times = 0; times < 8; times += 1)
      expect(await succeed(tenant.containers.Restart(dev))).toMatchObject({ state: "RUNNING", address });
  });

  it("shows its own journal, the newest lines, oldest first", async () => {
    await runIn(tenant, owner, "dev", ["sh", "-c", "echo first | systemd-cat; echo second | systemd-cat"]);
    await expect.poll(() => logsOf(tenant, owner, "dev", 50)).toContain("second");
    const lines = await logsOf(tenant, owner, "dev", 50);
    expect(lines.indexOf("first")).toBeLessThan(lines.indexOf("second"));
    expect((await logsOf(tenant, owner, "dev", 1)).length).toBe(1);
  });

  it("is listed for its owner, with the facts of now", async () => {
    const { containers } = await tenant.containers.List({ owner });
    expect(containers).toMatchObject([{ name: "dev", state: "RUNNING", address, machine }]);
    expect(containers[0]?.modules.map(({ name }) => name).sort()).toEqual(["fish", "git", "workspace"]);
    expect(containers[0]?.sinceMs).toBeGreaterThan(containers[0]?.createdMs ?? Number.POSITIVE_INFINITY);
  });

  it("ends with a destroy that leaves nothing", async () => {
    await succeed(tenant.containers.Destroy(dev));
    expect(await machines()).not.toContain(machine);
    expect(await tracesOf(machine)).toEqual([]);
    expect(await tenant.containers.List({ owner })).toEqual({ containers: [] });
  });

  it("is over then: every call for it says that there is no such container", async () => {
    for (const call of [
      tenant.containers.Get(dev),
      runIn(tenant, owner, "dev", ["true"]),
      logsOf(tenant, owner, "dev", 1),
      succeedOrThrow(tenant.containers.Start(dev)),
      succeedOrThrow(tenant.containers.Stop(dev)),
      succeedOrThrow(tenant.containers.Restart(dev)),
      succeedOrThrow(tenant.containers.Destroy(dev)),
    ]) {
      expect(await refusal(call)).toMatchObject({ reason: "NOT_FOUND", facts: { container: "dev" } });
    }
  });
});

describe("an image", () => {
  it("is shared by containers of equal modules and settings, which then start without evaluating", async () => {
    const modules = [{ name: "git", settings: { userName: { text: "Ada" } } }];
    const first = await succeed(tenant.containers.Create({ owner, spec: { name: "one", modules } }));
    const second = await finish(tenant.containers.Create({ owner, spec: { name: "two", modules } }));
    expect(second.container?.image).toBe(first.image);
    expect(second.events.some(({ progress }) => progress?.activity.includes("evaluat"))).toBe(false);
    expect(second.container?.address).not.toBe(first.address);
    expect((await runIn(tenant, owner, "two", ["git", "config", "user.name"])).stdout.trim()).toBe("Ada");
    for (const name of ["one", "two"]) await succeed(tenant.containers.Destroy({ owner, name }));
  });

  it("holds what was chosen and nothing else: no git, no fish in a plain container", async () => {
    await succeed(tenant.containers.Create({ owner, spec: { name: "plain", modules: [] } }));
    for (const program of ["git", "fish"]) {
      expect((await runIn(tenant, owner, "plain", ["sh", "-c", `command -v ${program}`])).code).not.toBe(0);
    }
    await succeed(tenant.containers.Destroy({ owner, name: "plain" }));
  });
});

const succeedOrThrow = async (stream: Parameters<typeof finish>[0]): Promise<void> => {
  const { error } = await finish(stream);
  if (error !== undefined) throw error;
};
