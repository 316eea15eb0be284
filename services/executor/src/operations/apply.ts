import type { ContainerRecord } from "../store/record.ts";
import type { Parts } from "./parts.ts";
import { ensureInstalled, isRunning } from "./start.ts";
import type { StepWork } from "./steps.ts";

/**
 * Installs another host side; brings a running container to it, in place where that will do.
 * @param change whether it ran, and whether it takes a restart, or changes anything inside
 */
export async function apply(
  { machines }: Parts,
  record: ContainerRecord,
  { ran, restart, inside }: { ran: boolean; restart: boolean; inside: boolean },
  work: StepWork,
): Promise<void> {
  const { name } = record;
  work.report.phase("INSTALL", "Installing unit and configuration");
  if (!restart || !ran) {
    await machines.install(record, work);
    if (!ran || !inside) return;
    work.report.phase("SWITCH", `Switching ${name} to its new system while it runs`);
    return machines.switchTo(record, work);
  }
  work.report.phase("SHUT_DOWN", `Shutting ${name} down, because its part on the host changes`);
  // With the old unit, which it was started by.
  await machines.stop(record, work);
  await machines.install(record, work);
  work.report.phase("BOOT", `Booting ${name}`);
  await machines.start(record, work);
}

/**
 * Brings a container back to its record, however far it had been brought from it: idempotent, and judged by the
 * facts alone, because after a crash nobody knows more.
 */
export async function putBack(
  parts: Parts,
  record: ContainerRecord,
  ran: boolean,
  work: StepWork,
): Promise<void> {
  const { machines } = parts;
  const { machine, name } = record;
  if (await machines.isPartlyInstalled(record)) await machines.limit(record);
  const asItWas = await machines.isInstalled(record);
  const running = await isRunning(parts, record);
  if (asItWas && !running && !ran) return;
  if (running && (await machines.switchEnded(machine)) && !(await machines.othersInstalled(record))) {
    const { system } = await machines.health(machine, 0, work.signal);
    if (asItWas && system === record.image) return;
    // With the record's system but another's conf, a switch may have got stuck half way: that takes a restart.
    if (system !== record.image && (await switchBack(parts, record, work))) {
      return ensureInstalled(parts, record, work);
    }
  }
  // First of all it is down, for what went down by itself may be on its way up again; and with the record's own
  // unit in place nobody could tell any more by which one it was started.
  await machines.stop(record, work);
  await ensureInstalled(parts, record, work);
  if (!ran) return;
  work.report.phase("BOOT", `Booting ${name} as it was`);
  await machines.start(record, work);
  await machines.verifyRunning(record);
}

async function switchBack({ machines }: Parts, record: ContainerRecord, work: StepWork): Promise<boolean> {
  try {
    await machines.switchTo(record, work);
    const { system } = await machines.health(record.machine, 0, work.signal);
    return system === record.image;
  } catch (error) {
    work.log("voxnix", error instanceof Error ? error.message : String(error));
    return false;
  }
}
