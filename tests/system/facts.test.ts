import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inAppliance } from "./harness/appliance.ts";
import { newOwner, openDoors } from "./harness/executor.ts";
import { succeed } from "./harness/operation.ts";

// The executor keeps what systemd said of a unit until systemd says that it changed: nobody else may have a hand in that.
describe("what an admin does to a container by hand", () => {
  const { tenant } = openDoors();
  const owner = newOwner("facts");
  let machine = "";
  const get = () => tenant.containers.Get({ owner, name: "dev" });
  const unit = () => `container@${machine}.service`;

  beforeAll(async () => {
    const created = await succeed(tenant.containers.Create({ owner, spec: { name: "dev" } }));
    machine = created.machine;
  });
  afterAll(async () => {
    await succeed(tenant.containers.Destroy({ owner, name: "dev" }));
  });

  it("is seen at once when it was restarted: it runs, since a later time", async () => {
    const before = await get();
    expect(await get()).toEqual(before);
    await inAppliance("systemctl", "restart", unit());
    const after = await get();
    expect(after.state).toBe("RUNNING");
    expect(after.sinceMs).toBeGreaterThan(before.sinceMs);
    expect((await tenant.containers.List({ owner })).containers).toEqual([after]);
  });

  it("is seen at once when it was stopped, and when it was started", async () => {
    await inAppliance("systemctl", "stop", unit());
    expect((await get()).state).toBe("STOPPED");
    await inAppliance("systemctl", "start", unit());
    expect((await get()).state).toBe("RUNNING");
  });

  it("is seen when it powers off from within", async () => {
    await inAppliance("machinectl", "poweroff", machine);
    await expect.poll(async () => (await get()).state).toBe("STOPPED");
    await inAppliance("systemctl", "start", unit());
  });

  it("is seen across a systemd that executes itself anew", async () => {
    const before = await get();
    await inAppliance("systemctl", "daemon-reexec");
    await expect.poll(() => get().catch(() => undefined)).toEqual(before);
    await inAppliance("systemctl", "restart", unit());
    expect((await get()).sinceMs).toBeGreaterThan(before.sinceMs);
  });
});
