import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { attack } from "../attack/harness/attack.ts";
import { inAppliance } from "./harness/appliance.ts";
import { BTRFS, mountBtrfs } from "./harness/btrfs.ts";
import { newOwner, openDoors } from "./harness/executor.ts";
import { runIn } from "./harness/inside.ts";
import { withExecutorSettings } from "./harness/library.ts";
import { succeed } from "./harness/operation.ts";

const cannot = await mountBtrfs("1G");
if (cannot !== undefined) console.warn(`Not tested on btrfs, which this machine does not mount: ${cannot}`);

const { tenant } = openDoors();
const owner = newOwner("eve");
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
/** Writes until it is refused. @returns how many MiB were written, and the last words */
const fill = async (file: string) => {
  const { stdout, stderr } = await sh(
    `dd if=/dev/zero of=${file} bs=1M count=900; stat -c %s ${file}; rm ${file}; sync`,
  );
  expect(stderr).toMatch(/quota exceeded/i);
  return Math.floor(Number(stdout.trim()) / MiB);
};
// ioctl(2) of linux/btrfs.h: a subvolume, and a snapshot of it that nobody can write to.
const makes = `perl -e '
  my $name = pack("q Z4088", 0, "own");
  open(my $root, "<", "/"); ioctl($root, 0x5000940e, $name) or die "subvolume: $!";
  open(my $file, ">", "/own/file"); print $file "x"; close $file;
  open(my $own, "<", "/own"); my $copy = pack("q Q Q x32 Z4040", fileno($own), 0, 2, "kept");
  ioctl($root, 0x50009417, $copy) or die "snapshot: $!";'`;

// Rows of docs/security.md: npm run attack -- --only container --markdown
describe.skipIf(cannot !== undefined)("root inside of a container, on btrfs", () => {
  // Before the executor starts anew, which then finds it there.
  beforeAll(() => onHost(`mkdir ${BTRFS}/.roots; mount --bind ${BTRFS}/.roots ${roots}`));
  withExecutorSettings({ VOXNIX_WORKSPACES: BTRFS, VOXNIX_WORKSPACE_STORAGE: "btrfs" });
  // Whatever went wrong: those who come after it want their own back.
  afterAll(() => onHost(`umount ${roots} || umount --lazy ${roots}`));
  afterAll(async () => {
    const { containers } = await tenant.containers.List({ owner });
    for (const { name } of containers) await succeed(tenant.containers.Destroy({ owner, name }));
    await tenant.workspaces.Discard({ owner }).catch(() => undefined);
  });

  attack(
    "filling the disk through its workspace, and through the rest of its files",
    "each ends at `limits.disk_bytes`, on btrfs",
    async () => {
      const limits = { diskBytes: 300 * MiB };
      const modules = [{ name: "workspace" }];
      await succeed(tenant.containers.Create({ owner, spec: { name: "dev", modules, limits } }));
      const [workspace, rest] = [await fill("/workspace/big"), await fill("/root/big")];
      for (const written of [workspace, rest]) {
        expect(written).toBeGreaterThan(200);
        expect(written).toBeLessThanOrEqual(300);
      }
      return `of a limit of 300 MiB ${workspace} and ${rest} MiB were written, then: Disk quota exceeded`;
    },
  );

  it("is held to another limit while it runs, and never to less than a system needs", async () => {
    const limit = (diskBytes: number) =>
      succeed(tenant.containers.SetLimits({ ...dev, limits: { diskBytes } }));
    await limit(400 * MiB);
    expect([await takes(350), await takes(450)]).toEqual([true, false]);
    await limit(16 * MiB);
    expect([await takes(150), await takes(300)]).toEqual([true, false]);
    await succeed(tenant.containers.Restart(dev));
  });

  attack(
    "leaving files behind that nobody can remove: subvolumes and read-only snapshots of its own",
    "they go with it",
    async () => {
      const { code, stderr } = await sh(makes);
      expect([code, stderr]).toEqual([0, ""]);
      expect((await sh("rm -rf /kept/file")).stderr).toMatch(/read-only/i);
      await succeed(tenant.containers.Destroy(dev));
      await tenant.workspaces.Discard({ owner });
      await expect.poll(() => onHost(`btrfs subvolume list ${BTRFS}; ls -A ${roots}`)).toBe("");
      return "made inside; after the destroy no subvolume is left";
    },
  );
});
