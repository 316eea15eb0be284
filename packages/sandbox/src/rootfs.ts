import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SandboxError } from "./errors.ts";
import { onHost } from "./host.ts";
import type { Report } from "./progress.ts";
import type { Recipe } from "./tree-cache.ts";

const suite = "trixie";
const packages = [
  // the system
  ...[
    "systemd",
    "systemd-sysv",
    "systemd-container",
    "dbus",
    "libpam-systemd",
    "libnss-systemd",
    "libnss-mymachines",
  ],
  // what voxnix and extra-container run
  ...[
    "nix-bin",
    "iproute2",
    "nftables",
    "util-linux",
    "procps",
    "kmod",
    "e2fsprogs",
    "btrfs-progs",
    "perl",
    "git",
  ],
  // what a person looking around expects
  ...["ca-certificates", "curl", "iputils-ping", "jq", "less", "openssh-client"],
];
const excluded = ["/usr/share/doc/*", "/usr/share/man/*", "/usr/share/locale/*", "/usr/share/info/*"];
/** No keyboard and no package upgrades in a throw-away system. */
const masked = [
  "console-getty.service",
  "e2scrub_reap.service",
  "apt-daily.timer",
  "apt-daily-upgrade.timer",
];

/** The appliance's Debian tree. Raise `revision` when the steps below change. */
export function rootfs(report: Report): Recipe {
  return {
    name: "appliance",
    ingredients: { revision: 1, suite, packages, excluded, masked, architecture: process.arch },
    build: (directory) => bootstrap(directory, report),
  };
}

/** mmdebstrap's own stage messages in order; see its `info` calls. */
const stages = [
  ["running apt-get update", "reading the package lists"],
  ["downloading packages", "downloading 100 MB"],
  ["extracting archives", "unpacking the core"],
  ["installing essential", "installing the core"],
  ["installing remaining", "installing the rest"],
  ["cleaning package", "cleaning up"],
] as const;

async function bootstrap(directory: string, report: Report): Promise<void> {
  const mirror = process.env.VOXNIX_DEBIAN_MIRROR;
  const result = await onHost(
    [
      ...["mmdebstrap", "--variant=minbase", "--format=directory", `--include=${packages.join(",")}`],
      ...excluded.map((path) => `--dpkgopt=path-exclude=${path}`),
      ...[suite, directory, ...(mirror ? [mirror] : [])],
    ],
    {
      onLine: (line) => {
        const stage = stages.findIndex(([message]) => line.includes(message));
        if (stage >= 0) report(stages[stage]?.[1] ?? "", stage / stages.length);
      },
    },
  );
  if (result.exitCode !== 0) {
    rmSync(directory, { recursive: true, force: true });
    throw new SandboxError(
      "Could not build the appliance's Debian tree: is a Debian mirror reachable? VOXNIX_DEBIAN_MIRROR names another one.",
      result.stderr.split("\n").slice(-15).join("\n"),
    );
  }
  adapt(directory);
}

/** Makes the tree an appliance: masked units, a persistent journal, no leftovers of the build's network. */
function adapt(directory: string): void {
  for (const unit of masked) symlinkSync("/dev/null", join(directory, "etc/systemd/system", unit));
  mkdirSync(join(directory, "var/log/journal"), { recursive: true });
  writeFileSync(join(directory, "etc/hostname"), "appliance\n");
  writeFileSync(join(directory, "etc/hosts"), "127.0.0.1 localhost\n127.0.1.1 appliance\n::1 localhost\n");
  writeFileSync(join(directory, "etc/resolv.conf"), "");
}
