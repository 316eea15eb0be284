import { exec } from "@voxnix/sandbox";
import { inAppliance } from "../../system/harness/appliance.ts";
import { timedInAppliance } from "../world/stopwatch.ts";
import { hasProgram, installInAppliance } from "./debian-packages.ts";

/** Something else that a user could pick to run a system in a container. */
export interface Other {
  readonly name: "podman" | "incus";
  /** Makes all ready that is no part of what is measured. @throws where it does not work */
  readonly prepare: (image: string) => Promise<void>;
  /** Milliseconds until a new container's own systemd says that it is up. */
  readonly create: () => Promise<number>;
  readonly destroy: () => Promise<void>;
  /** Leaves nothing running. */
  readonly close: () => Promise<void>;
}

/** Installs podman and incus in the appliance, unless they are there. @throws a sentence where they cannot be had */
export async function haveOthers(): Promise<void> {
  if ((await hasProgram("podman")) && (await hasProgram("incus"))) return;
  await installInAppliance(["podman", "crun", "nftables", "incus"]);
}

const folder = "/var/lib/voxnix-tests/bench-others";
// A root as empty as that of a container of voxnix: the image's init fills it. An id, or systemd would greet its first boot.
const emptyRoot = (root: string) => `
  rm -rf ${root} && mkdir -p ${[
    "nix/store",
    "usr",
    "etc",
    "var/lib",
    "proc",
    "sys",
    "dev",
    "run",
    "tmp",
    "sbin",
    "root",
  ]
    .map((name) => `${root}/${name}`)
    .join(" ")}
  head -c 16 /dev/urandom | od -An -tx1 | tr -d ' \\n' > ${root}/etc/machine-id`;

const script = (text: string, ...given: string[]) => inAppliance("bash", "-ec", text, "bash", ...given);

// The appliance sees the cgroups of version 1 read-only; podman gets a view of its own with version 2 alone.
const view = "/run/voxnix-bench/podman";
const podman = ["nsenter", `--mount=${view}`, "--", "podman"];

/** podman, which runs the image's own init on an overlay of an empty root. READY=1 comes from the container's systemd. */
export function podmanRun(): Other {
  let count = 0;
  const run = ["run", "-d", "--name", "bench", "--systemd=always", "--sdnotify=container", "--pids-limit=0"];
  let command: string[] = [];
  return {
    name: "podman",
    prepare: async (image) => {
      await script(`${emptyRoot(`${folder}/podman`)}
        if [ ! -e ${view} ]; then
          mkdir -p /run/voxnix-bench && mount --bind /run/voxnix-bench /run/voxnix-bench && mount --make-private /run/voxnix-bench
          touch ${view} && unshare --mount=${view} sh -ec 'umount -R /sys/fs/cgroup; mount -t cgroup2 cgroup2 /sys/fs/cgroup'
        fi`);
      command = [
        ...[...podman, ...run, "--cap-add=SYS_ADMIN,NET_ADMIN", "-v", "/nix/store:/nix/store:ro"],
        ...["--rootfs", `${folder}/podman:O`, `${image}/init`],
      ];
    },
    create: () => {
      count += 1;
      const unit = ["--quiet", "--collect", `--unit=bench-podman-${process.pid}-${count}`];
      return timedInAppliance("systemd-run", ...unit, "-pType=notify", "-pNotifyAccess=all", ...command);
    },
    destroy: async () => void (await inAppliance(...podman, "rm", "--force", "--time=0", "bench")),
    close: async () => {
      await exec([...podman, "rm", "--force", "--time=0", "--ignore", "bench"]);
      await script(
        `umount -l ${view}; umount -l /run/voxnix-bench; rm -rf /run/voxnix-bench ${folder}/podman`,
      );
    },
  };
}

/** incus, with an image of the same init and the store bound in, on a pool of plain folders. */
export function incusLaunch(): Other {
  let init = "";
  // It has no word for "up": its systemd is asked, as somebody would at a prompt.
  const launch = `incus launch voxnix-bench bench -c raw.lxc="lxc.init.cmd = $1"
    until incus exec bench -- /usr/bin/systemctl is-system-running --wait | grep -qE "running|degraded"; do :; done`;
  return {
    name: "incus",
    prepare: async (image) => {
      init = `${image}/init`;
      await script(`systemctl start incus.service
        printf '%s\\n' 'storage_pools: [{name: default, driver: dir}]' \\
          'profiles: [{name: default, devices: {root: {path: /, pool: default, type: disk}, eth0: {name: eth0, nictype: bridged, parent: br-vox, type: nic}, store: {type: disk, source: /nix/store, path: /nix/store, readonly: "true"}}}]' |
          incus admin init --preseed
        ${emptyRoot(`${folder}/incus/rootfs`)}
        printf 'architecture: x86_64\\ncreation_date: 1700000000\\n' > ${folder}/incus/metadata.yaml
        tar -C ${folder}/incus -cf ${folder}/incus.tar .
        incus delete --force bench 2>/dev/null || true
        incus image delete voxnix-bench 2>/dev/null || true
        incus image import ${folder}/incus.tar --alias voxnix-bench`);
    },
    create: () => timedInAppliance("timeout", "60", "bash", "-c", launch, "bash", init),
    destroy: async () => void (await inAppliance("incus", "delete", "--force", "bench")),
    close: async () => {
      await exec(["incus", "delete", "--force", "bench"]);
      await script(`incus image delete voxnix-bench || true; rm -rf ${folder}/incus ${folder}/incus.tar
        systemctl stop incus.service incus.socket incus-user.socket || true`);
    },
  };
}
