import { down, silent, up } from "@voxnix/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { machines } from "./harness/appliance.ts";
import { newOwner, openDoors } from "./harness/executor.ts";
import { startFakes } from "./harness/fakes.ts";
import { runIn } from "./harness/inside.ts";
import { succeed } from "./harness/operation.ts";

const { tenant } = openDoors();
const owner = newOwner("boot");
const get = (name: string) => tenant.containers.Get({ owner, name });

describe("a host that is switched off and on", () => {
  const before = new Map<string, string>();
  beforeAll(async () => {
    for (const [name, autostart] of [
      ["stays", true],
      ["rests", false],
    ] as const) {
      const spec = { name, autostart, modules: [{ name: "workspace" }] };
      const { machine, address } = await succeed(tenant.containers.Create({ owner, spec }));
      before.set(name, `${machine} ${address}`);
      await runIn(tenant, owner, name, ["sh", "-c", "echo kept > /workspace/note"]);
    }
    await down();
    await up({ progress: silent });
    await startFakes();
  });
  afterAll(async () => {
    for (const name of before.keys()) await succeed(tenant.containers.Destroy({ owner, name }));
  });

  it("starts the containers that are to start with it, and no others", async () => {
    await expect
      .poll(async () => (await get("stays")).state, { timeout: 60_000, interval: 200 })
      .toBe("RUNNING");
    expect((await get("rests")).state).toBe("STOPPED");
    const stays = (await get("stays")).machine;
    expect(await machines()).toContain(stays);
  });

  it("gives each its machine and address again, and keeps the files", async () => {
    await succeed(tenant.containers.Start({ owner, name: "rests" }));
    for (const [name, was] of before) {
      const { machine, address } = await get(name);
      expect(`${machine} ${address}`).toBe(was);
      expect((await runIn(tenant, owner, name, ["cat", "/workspace/note"])).stdout).toBe("kept\n");
    }
  });
});
