import { existsSync } from "node:fs";
import { rmdir } from "node:fs/promises";
import { join } from "node:path";
import { VoxnixError } from "@voxnix/protocol";
import type { ContainerRecord } from "../store/record.ts";
import { diskFull } from "../system/full-disk.ts";
import { removeTree } from "../system/remove-tree.ts";
import { confOf, rootOf } from "./facts.ts";
import type { Host } from "./host.ts";
import { applyLimits, forgetLimits, limitsSetAside } from "./limits.ts";
import { link, ownLinks, unlink } from "./links.ts";
import { unitNow } from "./unit.ts";
import { verifyGone } from "./verify.ts";

/**
 * Does what `extra-container create <path>` does, but for its reload of all units: systemd reads a unit that is new to
 * it when it is asked for it. Judged by what systemd says of the unit afterwards.
 * @throws INSTALL_FAILED; DISK_FULL
 */
export async function install(host: Host, record: ContainerRecord): Promise<void> {
  const { machine } = record;
  const unnoticed = await link(record).catch((error: unknown) => {
    const { name } = record;
    throw (
      diskFull(`${name} could not be installed`, error, { container: name }) ??
      failed(record, error instanceof Error ? error.message : String(error))
    );
  });
  let unit = await unitNow(host.systemd, machine);
  if (unnoticed || !unit.isOwn || !unit.isFresh) {
    await host.reload();
    unit = await unitNow(host.systemd, machine);
  }
  if (!unit.isOwn) {
    throw failed(
      record,
      "systemd does not read its unit. On NixOS: boot.extraSystemdUnitPaths, and a reboot",
    );
  }
  if (!(await isInstalled(record))) throw failed(record, `its unit or ${confOf(machine)} is not the new one`);
  // What runs is held to what it was started with, and what was set for it by hand wins over its unit.
  if (!unit.isAtRest || limitsSetAside(machine)) await applyLimits(host.run, record);
}

function failed({ name }: ContainerRecord, why: string): VoxnixError {
  return new VoxnixError("INSTALL_FAILED", `${name} could not be installed: ${why}.`, { container: name });
}

/** Whether unit and conf on the host are those of the record's host side. */
export async function isInstalled(record: ContainerRecord): Promise<boolean> {
  const own = await ownLinks(record);
  return own.length > 1 && own.includes(confOf(record.machine));
}

/** Whether any of unit and conf is there: an install may have been cut off in the middle. */
export async function isPartlyInstalled(record: ContainerRecord): Promise<boolean> {
  return (await ownLinks(record)).length > 0;
}

/** Does what `extra-container destroy` does, of a stopped machine; its files go when nobody waits any more. */
export async function remove(host: Host, record: ContainerRecord): Promise<void> {
  const { machine } = record;
  await forgetLimits(machine);
  await unlink(record);
  // The container's own of Nix, which it hardly ever has anything in.
  for (const kind of ["profiles", "gcroots"]) {
    const folder = join("/nix/var/nix", kind, "per-container", machine);
    await rmdir(folder).catch(() => (existsSync(folder) ? removeTree(folder, host.run) : undefined));
  }
  await host.rubbish.take(rootOf(machine));
  await verifyGone(host, record);
}
