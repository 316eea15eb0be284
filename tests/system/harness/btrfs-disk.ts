import { exec } from "@voxnix/sandbox";
import { inAppliance } from "./appliance.ts";

const IMAGE = "/var/lib/voxnix-tests/btrfs.img";

/** Where the file system is mounted: below a folder that the executor's unit may write to. */
export const BTRFS = "/var/lib/voxnix-workspaces/.tests-btrfs";

/** Makes a btrfs of a file and mounts it, on the host's side of the executor. @returns why it cannot be had, if so */
export const makeBtrfs = async (size = "300M"): Promise<string | undefined> => {
  // Loop devices are the kernel's own; their nodes are missing in a container (loop(4)).
  const script = `set -e
    umount -q ${BTRFS} || true
    [ -e /dev/loop-control ] || mknod /dev/loop-control c 10 237
    for n in 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do [ -e /dev/loop$n ] || mknod /dev/loop$n b 7 $n; done
    mkdir -p "$(dirname ${IMAGE})" ${BTRFS}
    rm -f ${IMAGE}; truncate -s ${size} ${IMAGE}
    mkfs.btrfs -q ${IMAGE}
    mount -o loop ${IMAGE} ${BTRFS}`;
  const { exitCode, stderr } = await exec(["sh", "-c", script]);
  return exitCode === 0 ? undefined : stderr.trim();
};

/** Takes it away again. */
export const dropBtrfs = (): Promise<string> =>
  inAppliance("sh", "-c", `umount ${BTRFS}; rmdir ${BTRFS}; rm -f ${IMAGE}`);
