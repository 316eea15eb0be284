import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { onHost } from "./host.ts";
import type { SandboxPaths } from "./paths.ts";

/**
 * The command line that runs another in a cgroup of the appliance's own, as a transient unit gives it on a systemd
 * host. In a shared one units of the same name in two appliances would wait for each other's processes.
 */
export function inOwnCgroup(paths: SandboxPaths, argv: readonly string[]): string[] {
  // Where a hierarchy cannot be written the appliance stays where this process is.
  const enter =
    'while [ "$1" != -- ]; do mkdir -p "$1" && echo $$ > "$1/cgroup.procs"; shift; done 2>/dev/null; shift; exec "$@"';
  return ["sh", "-c", enter, "sh", ...ownCgroups(paths), "--", ...argv];
}

/** Removes the appliance's cgroups, which are empty once it has ended. */
export async function removeCgroups(paths: SandboxPaths): Promise<void> {
  for (const folder of ownCgroups(paths).filter((one) => existsSync(one)))
    await onHost(["find", folder, "-depth", "-type", "d", "-exec", "rmdir", "{}", "+"]);
}

function ownCgroups({ machine }: SandboxPaths): string[] {
  return cgroupFolders(readFileSync("/proc/self/cgroup", "utf8"), existsSync).map((folder) =>
    join(folder, machine),
  );
}

/**
 * The folders of this process's cgroups in the hierarchies that systemd keeps its units in.
 * @param memberships /proc/self/cgroup; see cgroups(7)
 */
export function cgroupFolders(memberships: string, exists: (path: string) => boolean): string[] {
  const path = (line: RegExp) => line.exec(memberships)?.[1];
  const root = "/sys/fs/cgroup";
  const mixed = exists(`${root}/unified/cgroup.procs`);
  const hierarchies = [
    [mixed ? `${root}/unified` : root, path(/^0::(.*)$/m)],
    [`${root}/systemd`, path(/^\d+:name=systemd:(.*)$/m)],
  ] as const;
  return hierarchies.flatMap(([folder, place]) =>
    place !== undefined && exists(join(folder, place, "cgroup.procs")) ? [join(folder, place)] : [],
  );
}
