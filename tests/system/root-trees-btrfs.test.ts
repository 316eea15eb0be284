import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inAppliance } from "./harness/appliance.ts";
import { BTRFS, mountBtrfs } from "./harness/btrfs.ts";
import { newOwner, openDoors } from "./harness/executor.ts";
import { runIn } from "./harness/inside.ts";
import { withExecutorSettings } from "./harness/library.ts";
import { succeed } from "./harness/operation.ts";

const cannot = await mountBtrfs("1G");
if (cannot !== undefined) console.warn(`Not tested on btrfs, which this machine does not mount: ${cannot}`);

const { tenant } = openDoors();
const owner = newOwner("root-tree");
const dev = { owner, name: "dev" };
const MiB = 2 ** 20;
const roots = "/var/lib/nixos-containers";
const sh = (script: string) => runIn(tenant, owner, "dev", ["sh", "-c", script]);
const onHost = (script: string) => inAppliance("sh", "-ec", script);
const takes = async (mib: number) => {
  const { code } = await sh(`fallocate -l ${mib}M /var/big`);
  await sh("rm -f /var/big; sync");
  return code === 0;
};

describe.skipIf(cannot !== undefined)("the root tree of a container on btrfs", () => {
  // Before the executor starts anew, which then finds it there.
  beforeAll(() => onHost(`mkdir ${BTRFS}/.roots; mount --bind ${BTRFS}/.roots ${roots}`));
  withExecutorSettings({ VOXNIX_WORKSPACES: BTRFS, VOXNIX_WORKSPACE_STORAGE: "btrfs" });
  afterAll(() => onHost(`umount ${roots}`));
  afterAll(async () => {
    const { containers } = await tenant.containers.List({ owner });
    for (const { name } of containers) await succeed(tenant.containers.Destroy({ owner, name }));
  });

  it("has the limit that is asked for in a create, which stops a write", async () => {
    const spec = { name: "dev", limits: { diskBytes: 300 * MiB } };
    await succeed(tenant.containers.Create({ owner, spec }));
    expect([await takes(200), await takes(400)]).toEqual([true, false]);
    expect((await sh("head -c 400M /dev/zero > /root/big")).stderr).toMatch(/quota exceeded/i);
    await sh("rm /root/big; sync");
  });

  it("gets another one while it runs, and never less than a system needs", async () => {
    await succeed(tenant.containers.SetLimits({ ...dev, limits: { diskBytes: 500 * MiB } }));
    expect([await takes(400), await takes(600)]).toEqual([true, false]);
    await succeed(tenant.containers.SetLimits({ ...dev, limits: { diskBytes: 16 * MiB } }));
    expect([await takes(150), await takes(300)]).toEqual([true, false]);
    await succeed(tenant.containers.Restart(dev));
  });

  it("goes with all that root inside made of it, also what nobody can empty", async () => {
    const { machine } = await tenant.containers.Get(dev);
    const tree = `${roots}/${machine}`;
    await onHost(
      `btrfs subvolume create ${tree}/own; touch ${tree}/own/file; btrfs subvolume snapshot -r ${tree}/own ${tree}/kept`,
    );
    await succeed(tenant.containers.Destroy(dev));
    await expect.poll(() => onHost(`btrfs subvolume list ${BTRFS}; ls -A ${roots}`)).toBe("");
  });
});
