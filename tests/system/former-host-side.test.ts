import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { holds, inAppliance, tracesOf } from "./harness/appliance.ts";
import { newOwner, openDoors } from "./harness/executor.ts";
import { runIn } from "./harness/inside.ts";
import { succeed } from "./harness/operation.ts";

const { tenant, admin } = openDoors();
const owner = newOwner("former");
const name = "former";
const root = `/nix/var/nix/gcroots/voxnix/containers/${name}`;
const folder = `/nix/var/nix/gcroots/voxnix/host-sides/${name}`;
const record = `/var/lib/voxnix/containers/${name}/record.json`;
const scratch = "/var/lib/voxnix-tests/former";

/** What the executor's environment says of a variable. */
const setting = async (variable: string) => {
  const shown = await inAppliance("systemctl", "show", "--property=Environment", "voxnix-executor.service");
  return new RegExp(`[= ]${variable}=(\\S+)`).exec(shown)?.[1] ?? "";
};
const file = (path: string, text: string) =>
  inAppliance("sh", "-ec", 'mkdir -p "$(dirname "$1")"; printf %s "$2" > "$1"', "sh", path, text);

// As executors before this one left it: unit and conf in the store, built for it alone, put there by extra-container,
// with a root of their own; and a record from before there were limits.
async function makeFormer(): Promise<void> {
  const { image, address } = await succeed(
    tenant.containers.Create({ owner, spec: { name, modules: [], autostart: false } }),
  );
  await file(
    `${scratch}/spec.json`,
    JSON.stringify({ image, bridge: "br-vox", containers: [{ name, address }] }),
  );
  const built = await inAppliance(
    ...["nix-build", "--no-out-link", "/opt/voxnix/tests/bench/comparators/containers.nix"],
    ...["--argstr", "nixpkgs", await setting("VOXNIX_NIXPKGS")],
    ...["--argstr", "specFile", `${scratch}/spec.json`],
  );
  const side = built.split("\n").at(-1) ?? "";
  await inAppliance("systemctl", "stop", "voxnix-executor.service");
  await inAppliance(await setting("VOXNIX_EXTRA_CONTAINER"), "create", side, "--restart-changed");
  const json = JSON.parse(await inAppliance("cat", record));
  const { limits: _, ...others } = json;
  await file(record, JSON.stringify({ ...others, hostSide: side }));
  await inAppliance("mkdir", "-p", "/nix/var/nix/gcroots/voxnix/containers");
  await inAppliance("ln", "-s", side, root);
  await inAppliance("rm", "-r", folder);
  await inAppliance("systemctl", "start", "voxnix-executor.service");
}

describe("a container that an executor before this one made", () => {
  beforeAll(makeFormer);
  afterAll(async () => {
    await inAppliance("rm", "-rf", scratch);
  });

  it("is known as it is, and nothing about it has to be put right", async () => {
    expect(await tenant.containers.Get({ owner, name })).toMatchObject({ state: "RUNNING" });
    const { drifts } = await admin.host.Reconcile({ repair: false });
    expect(drifts.filter(({ machine }) => machine === name)).toEqual([]);
  });

  it("stops and starts with what was built for it", async () => {
    await succeed(tenant.containers.Stop({ owner, name }));
    await succeed(tenant.containers.Start({ owner, name }));
    expect(await holds("test", "-L", root)).toBe(true);
  });

  it("is updated, and from then on has a host side of today", async () => {
    const spec = { name, modules: [], packages: ["jq"], autostart: false };
    await succeed(tenant.containers.Update({ owner, spec }));
    expect((await runIn(tenant, owner, name, ["sh", "-c", "command -v jq"])).code).toBe(0);
    expect(await holds("test", "-L", root)).toBe(false);
    expect(await inAppliance("realpath", `/etc/nixos-containers/${name}.conf`)).toContain(folder);
  });

  it("can be destroyed before it was ever changed, too", async () => {
    await succeed(tenant.containers.Destroy({ owner, name }));
    await makeFormer();
    await succeed(tenant.containers.Destroy({ owner, name }));
    expect(await tracesOf(name)).toEqual([]);
    expect(await holds("test", "-L", root)).toBe(false);
  });
});
