import { existsSync } from "node:fs";
import type { Systemd } from "../system/systemd.ts";
import { unitOf } from "./facts.ts";

/** What systemd has of a machine's unit now; it loads it for the answer. */
export interface UnitNow {
  /** Whether it is the machine's own, and no template that a host has for all names. */
  isOwn: boolean;
  /** Whether its file is still there. */
  isThere: boolean;
  /** Whether it is as its file says. */
  isFresh: boolean;
  /** Whether nothing of it runs. */
  isAtRest: boolean;
  /** E.g. "active". */
  active: string;
}

export async function unitNow(systemd: Systemd, machine: string): Promise<UnitNow> {
  const [unit] = await systemd.units([unitOf(machine)]);
  if (unit === undefined) throw new Error(`systemd says nothing of ${unitOf(machine)}`);
  const [file, stale] = await Promise.all([
    systemd.property(unit.path, "Unit", "FragmentPath"),
    systemd.property(unit.path, "Unit", "NeedDaemonReload"),
  ]);
  const isOwn = unit.load === "loaded" && String(file).endsWith(`/${unitOf(machine)}`);
  return {
    isOwn,
    isThere: isOwn && existsSync(String(file)),
    isFresh: stale === false,
    isAtRest: unit.active === "inactive" || unit.active === "failed",
    active: unit.active,
  };
}
