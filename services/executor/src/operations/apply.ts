import type { ContainerRecord } from "../store/record.ts";
import type { Parts } from "./parts.ts";
import { ensureInstalled, isRunning } from "./start.ts";
import type { StepWork } from "./steps.ts";

/** Installs another host side; brings a running container to it, in place where that will do. */
export async function apply(
  { machines }: Parts,
  record: ContainerRecord,
  { ran, restart }: { ran: boolean; restart: boolean },
  work: StepWork,
): Promise<void> {
  const { name } = record;
  work.report.phase("INSTALL", "Installing unit and configuration");
  if (!restart || !ran) {
    await machines.install(record, work);
    if (!ran) return;
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
  // Before anything else: with the record's own unit in place nobody could tell by which one it was started.
  if (await machines.othersInstalled(record)) await machines.stop(record, work);
  await ensureInstalled(parts, record, work);
  if (!ran) return;
  if (!(await isRunning(parts, record))) await machines.start(record, work);
  if ((await runs(parts, record, work)) || (await switchBack(parts, record, work))) return;
  work.report.phase("BOOT", `Booting ${record.name} as it was`);
  await machines.stop(record, work);
  await machines.start(record, work);
  await machines.verifyRunning(record);
}

async function runs({ machines }: Parts, { machine, image }: ContainerRecord, { signal }: StepWork) {
  const { system } = await machines.health(machine, 0, signal);
  return system === image;
}

async function switchBack(parts: Parts, record: ContainerRecord, work: StepWork): Promise<boolean> {
  try {
    await parts.machines.switchTo(record, work);
    return await runs(parts, record, work);
  } catch (error) {
    work.log("voxnix", error instanceof Error ? error.message : String(error));
    return false;
  }
}
