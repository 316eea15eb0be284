import { dirname } from "node:path";
import type { BootOptions } from "./boot-record.ts";
import { CODE, REAL_EXTRA_CONTAINER, REAL_NIXPKGS, type SandboxPaths } from "./paths.ts";

/** Devices that containers in the appliance may ask for, where this host has them. */
const devices = ["/dev/fuse", "/dev/net/tun"];

/** The command line that boots the appliance. */
export function nspawnArguments(
  paths: SandboxPaths,
  options: BootOptions,
  exists: (path: string) => boolean,
): string[] {
  const binds = [
    { source: paths.checkout, target: CODE, readOnly: true },
    // The containers' trees come from here; and a sandbox in the sandbox finds everything built.
    { source: paths.cache, target: paths.cache, readOnly: true },
    { source: paths.executorRuntime, target: "/run/voxnix", readOnly: false },
    { source: paths.agentRuntime, target: "/run/voxnix-agent", readOnly: false },
    ...devices.filter(exists).map((device) => ({ source: device, target: device, readOnly: false })),
    ...(options.nixpkgs ? [{ source: options.nixpkgs, target: REAL_NIXPKGS, readOnly: true }] : []),
    ...(options.extraContainer
      ? [{ source: dirname(options.extraContainer), target: REAL_EXTRA_CONTAINER, readOnly: true }]
      : []),
    ...options.binds,
  ];
  return [
    ...[
      "systemd-nspawn",
      "--quiet",
      "--settings=no",
      `--directory=${paths.root}`,
      `--machine=${paths.machine}`,
    ],
    ...["--hostname=appliance", "--boot", "--console=read-only"],
    // Registering with the host's machined would need one, and would show the appliance to the host's tools.
    ...["--register=no", "--keep-unit"],
    ...["--private-network", "--resolv-conf=off", "--timezone=off", "--link-journal=no"],
    // It runs nested containers: every capability, and the system calls nspawn would filter.
    ...["--capability=all", "--system-call-filter=@keyring bpf @privileged"],
    ...binds.map(
      (bind) => `--bind${bind.readOnly ? "-ro" : ""}=${quoted(bind.source)}:${quoted(bind.target)}`,
    ),
  ];
}

/** A colon separates the parts of --bind; see systemd-nspawn(1). */
function quoted(path: string): string {
  return path.replaceAll("\\", "\\\\").replaceAll(":", "\\:");
}
