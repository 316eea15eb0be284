import { execFile } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { exec, sandboxPaths } from "@voxnix/sandbox";
import { inAppliance } from "../../system/harness/appliance.ts";

const run = promisify(execFile);

/**
 * Installs programs of Debian in the appliance, which has no network: this machine's apt fetches them, from the mirror
 * that the appliance itself was made from (VOXNIX_DEBIAN_MIRROR, or mmdebstrap's own choice). They stay there until `npm run sandbox -- reset`; their services are not started.
 * @throws a sentence where they cannot be had
 */
export async function installInAppliance(packages: readonly string[]): Promise<void> {
  const { cache, root } = sandboxPaths();
  const folder = join(cache, "bench-debs");
  for (const part of ["lists/partial", "archives/partial"])
    mkdirSync(join(folder, part), { recursive: true });
  copyFileSync(join(root, "var/lib/dpkg/status"), join(folder, "status"));
  const keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";
  if (!existsSync(keyring))
    throw new Error("Debian's keys are not on this machine: install debian-archive-keyring");
  const sources = join(root, "etc/apt/sources.list");
  if (!existsSync(sources)) throw new Error(`no Debian mirror is known: ${sources} is not there`);
  const settings = {
    "Dir::State::lists": join(folder, "lists"),
    "Dir::State::status": join(folder, "status"),
    "Dir::Cache::archives": join(folder, "archives"),
    "Dir::Etc::SourceList": sources,
    "Dir::Etc::Trusted": keyring,
    "Dir::Etc::SourceParts": "/dev/null",
    "Dir::Cache::pkgcache": "",
    "Dir::Cache::srcpkgcache": "",
    "APT::Install-Recommends": "false",
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
  await run("apt-get", [...options, "-qq", "update"]);
  await run("apt-get", [...options, "-qq", "-y", "--download-only", "install", ...packages]);
  const script = `printf '#!/bin/sh\\nexit 101\\n' > /usr/sbin/policy-rc.d && chmod 755 /usr/sbin/policy-rc.d
    DEBIAN_FRONTEND=noninteractive dpkg --force-confold --install ${folder}/archives/*.deb
    code=$?; rm /usr/sbin/policy-rc.d; exit $code`;
  const { exitCode, stderr } = await exec(["sh", "-c", script]);
  if (exitCode !== 0) throw new Error(`dpkg ended with ${exitCode}: ${stderr.trim().split("\n").at(-1)}`);
  // What Debian would start by itself at the next boot is not for the other tests to meet.
  await inAppliance(
    "sh",
    "-c",
    "systemctl disable podman.socket podman-restart incus.socket incus-startup 2>/dev/null || true",
  );
}

/** Whether the appliance has a program. */
export async function hasProgram(name: string): Promise<boolean> {
  return (await exec(["sh", "-c", `command -v ${name}`])).exitCode === 0;
}
