import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inAppliance, tracesOf } from "./harness/appliance.ts";
import { newOwner, openDoors } from "./harness/executor.ts";
import { runIn } from "./harness/inside.ts";
import { succeed } from "./harness/operation.ts";

// voxnix does its updates by itself, and judges them. What an admin does by hand has to work beside it, with the
// stand-in as with the real program (VOXNIX_EXTRA_CONTAINER).
const { tenant } = openDoors();
const owner = newOwner("by-hand");

describe("what extra-container itself does with a changed container", () => {
  let program = "";
  let [plain, withJq] = ["", ""];
  const upSince = () =>
    inAppliance("systemctl", "show", "--property=InvocationID", "--value", "container@hand.service");
  const hasJq = async () => (await runIn(tenant, owner, "hand", ["sh", "-c", "command -v jq"])).code === 0;
  const copies = "/var/lib/voxnix-tests/by-hand";
  // A copy: the executor keeps the one on record alone.
  const hostSide = async (copy: string) => {
    const conf = await inAppliance("realpath", "/etc/nixos-containers/hand.conf");
    await inAppliance("mkdir", "-p", copies);
    await inAppliance("cp", "-a", conf.replace("/etc/nixos-containers/hand.conf", ""), `${copies}/${copy}`);
    return `${copies}/${copy}`;
  };

  afterAll(() => inAppliance("rm", "-rf", copies));
  beforeAll(async () => {
    const shown = await inAppliance("systemctl", "show", "--property=Environment", "voxnix-executor.service");
    program = /VOXNIX_EXTRA_CONTAINER=(\S+)/.exec(shown)?.[1] ?? "extra-container";
    // Without autostart: with it the unit names the system, and is another one for another system.
    const spec = { name: "hand", modules: [], autostart: false };
    await succeed(tenant.containers.Create({ owner, spec }));
    plain = await hostSide("plain");
    await succeed(tenant.containers.Update({ owner, spec: { ...spec, packages: ["jq"] } }));
    withJq = await hostSide("with-jq");
  });

  it("--update-changed switches to another system in place", async () => {
    const began = await upSince();
    const said = await inAppliance(program, "create", plain, "--update-changed");
    expect(said).toContain("Updating hand");
    expect(await hasJq()).toBe(false);
    expect(await upSince()).toBe(began);
  });

  it("says that nothing has changed when nothing has", async () => {
    expect(await inAppliance(program, "create", plain, "--update-changed")).toContain(
      "hand (unchanged, skipped)",
    );
  });

  it("a reload of the unit switches to what its conf names", async () => {
    const began = await upSince();
    await inAppliance(program, "create", withJq);
    expect(await hasJq()).toBe(false);
    await inAppliance("systemctl", "reload", "container@hand.service");
    expect(await hasJq()).toBe(true);
    expect(await upSince()).toBe(began);
  });

  it("--restart-changed restarts, and so does what differs in more than the system", async () => {
    const began = await upSince();
    await inAppliance(program, "create", plain, "--restart-changed");
    expect(await upSince()).not.toBe(began);
    expect(await hasJq()).toBe(false);
  });

  it("lists, stops and starts it, and voxnix sees it", async () => {
    expect((await inAppliance(program, "list")).split("\n")).toContain("hand");
    await inAppliance(program, "stop", "hand");
    expect(await tenant.containers.Get({ owner, name: "hand" })).toMatchObject({ state: "STOPPED" });
    await inAppliance(program, "start", "hand");
    expect(await tenant.containers.Get({ owner, name: "hand" })).toMatchObject({ state: "RUNNING" });
  });

  it("destroys it without a trace but voxnix's own record, by which it can be had again", async () => {
    await inAppliance(program, "destroy", "hand");
    expect((await inAppliance(program, "list")).split("\n")).not.toContain("hand");
    expect(await tracesOf("hand")).toEqual(["/var/lib/voxnix/containers/hand"]);
    expect(await tenant.containers.Get({ owner, name: "hand" })).toMatchObject({ state: "MISSING" });
    await succeed(tenant.containers.Start({ owner, name: "hand" }));
    expect(await hasJq()).toBe(true);
  });

  it("is found again by the executor, which brings its own record's system back", async () => {
    const container = await succeed(tenant.containers.Restart({ owner, name: "hand" }));
    expect(container).toMatchObject({ state: "RUNNING", packages: ["jq"] });
    expect(await hasJq()).toBe(true);
    await succeed(tenant.containers.Destroy({ owner, name: "hand" }));
  });
});
