import { existsSync, lstatSync } from "node:fs";
import { join } from "node:path";
import { ContainerName } from "@voxnix/protocol";

const longest = 11;

/**
 * A machine name for a container: its own name if that is free on the host, else with a number
 * behind it, shortened to fit: "dev", "dev-2", "dev-3"…
 */
export function pickMachineName(name: ContainerName, taken: (machine: string) => boolean): ContainerName {
  if (!taken(name)) return name;
  for (let number = 2; ; number++) {
    const suffix = `-${number}`;
    const stem = name.slice(0, longest - suffix.length).replace(/-+$/, "");
    const candidate = ContainerName.parse(`${stem}${suffix}`);
    if (!taken(candidate)) return candidate;
  }
}

/** Where a machine of a name would show on the host. */
const traces = [
  (machine: string) => `/run/systemd/machines/${machine}`,
  (machine: string) => `/etc/nixos-containers/${machine}.conf`,
  (machine: string) => `/etc/containers/${machine}.conf`,
  (machine: string) => `/var/lib/nixos-containers/${machine}`,
  (machine: string) => `/var/lib/machines/${machine}`,
  (machine: string) => `/etc/systemd/system/container@${machine}.service`,
  (machine: string) => `/etc/systemd-mutable/system/container@${machine}.service`,
  (machine: string) => `/usr/lib/systemd/system/container@${machine}.service`,
  (machine: string) => `/etc/systemd/nspawn/${machine}.nspawn`,
  (machine: string) => `/sys/class/net/vb-${machine}`,
];

/** Whether anything on the host goes by this machine name, whoever made it. */
export function onHost(machine: string, root = "/"): boolean {
  return traces.some((trace) => present(join(root, trace(machine))));
}

/** Whether a unit or conf of this machine name is on the host, whoever put it there. */
export function hasUnit(machine: string, root = "/"): boolean {
  return traces.some((trace) => {
    const path = trace(machine);
    return /^\/(etc\/nixos-containers|.*\/system)\//.test(path) && present(join(root, path));
  });
}

/** Whether a machine starts with the host. */
export function autostarts(machine: string, root = "/"): boolean {
  const folders = ["/etc/systemd-mutable/system", "/usr/lib/systemd/system", "/etc/systemd/system"];
  return folders.some((folder) =>
    present(join(root, folder, `machines.target.wants/container@${machine}.service`)),
  );
}

// A link that leads nowhere still takes the name.
function present(path: string): boolean {
  return existsSync(path) || lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
