import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { isAlive } from "./processes.ts";

const limitFile = "/proc/sys/fs/inotify/max_user_instances";
/** What the host had before the first appliance; /run, so that a reboot forgets it as it forgets the limit. */
const earlierFile = "/run/voxnix-sandbox-inotify";
const instances = "/var/lib/voxnix-sandbox";

/**
 * Lifts the host's limit on inotify instances while appliances run: their containers count against the host's
 * root (a user namespace does not help, its counts are charged to its parents too).
 * Resolves the text to show when that is not possible.
 */
export function raiseInotifyLimit(wanted: number): string | null {
  const current = Number(readFileSync(limitFile, "utf8"));
  if (current >= wanted) return null;
  try {
    writeFileSync(limitFile, String(wanted));
  } catch {
    return `fs.inotify.max_user_instances is ${current} and cannot be raised here: about ${Math.floor(current / 7)} containers will fit.`;
  }
  if (!existsSync(earlierFile)) writeFileSync(earlierFile, String(current));
  return null;
}

/** Puts the host's limit back when no appliance is left that needs it. */
export function restoreInotifyLimit(): void {
  if (!existsSync(earlierFile) || anyApplianceRuns()) return;
  writeFileSync(limitFile, readFileSync(earlierFile, "utf8"));
  rmSync(earlierFile);
}

const supervised = z.object({ supervisor: z.object({ pid: z.number(), startTime: z.string() }) });

function anyApplianceRuns(): boolean {
  if (!existsSync(instances)) return false;
  return readdirSync(instances).some((id) => {
    const file = join(instances, id, "boot.json");
    return existsSync(file) && isAlive(supervised.parse(JSON.parse(readFileSync(file, "utf8"))).supervisor);
  });
}
