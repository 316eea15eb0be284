import type { Parts } from "../operations/parts.ts";
import type { Registry } from "../operations/registry.ts";
import { checkContainer } from "./container.ts";
import { checkFence } from "./fence.ts";
import type { Finding } from "./finding.ts";
import { findOrphans } from "./orphans.ts";

/** A difference, and what became of it. */
export interface Drift {
  finding: Finding;
  repaired: boolean;
  /** Why a repair did not succeed; empty if none was tried or it did. */
  trouble: string;
}

export interface Reconciled {
  drifts: Drift[];
  /** Machines that an operation holds: of them nothing is said. */
  busy: string[];
}

/**
 * Compares all records with the host.
 * @param repair makes one repair, e.g. writing it down; left out, nothing is touched
 */
export async function reconcile(
  parts: Parts,
  registry: Registry,
  repair?: (finding: Finding, act: () => Promise<void>) => Promise<void>,
): Promise<Reconciled> {
  const busy = new Set<string>();
  const drifts: Drift[] = [];
  for (const finding of await checkFence(parts)) drifts.push(await settle(finding, repair));
  for (const { machine } of parts.records.all()) {
    const look = async () => {
      // Read again: what was found a moment ago may be gone.
      const record = parts.records.byMachine(machine);
      if (record === undefined) return;
      const held = (await parts.composer.held()).get(machine) ?? [];
      const found = await checkContainer(parts, record, held);
      // An operation that began meanwhile has made some of it.
      if (registry.holder(machine) !== undefined) busy.add(machine);
      else for (const finding of found) drifts.push(await settle(finding, repair));
    };
    const done =
      repair === undefined
        ? await unlessHeld(registry, machine, look)
        : await registry.putRight(machine, look);
    if (!done) busy.add(machine);
  }
  for (const finding of await findOrphans(parts, await parts.composer.held(), rememberedBy(registry))) {
    const { machine } = finding;
    // One that is being created or destroyed right now is no orphan.
    const act = async () => {
      if (machine === "" || finding.rule === "record-unreadable" || !parts.records.taken(machine)) {
        drifts.push(await settle(finding, repair));
      }
    };
    const done =
      repair === undefined ? await unlessHeld(registry, machine, act) : await registry.putRight(machine, act);
    if (!done) busy.add(machine);
  }
  return { drifts, busy: [...busy] };
}

async function unlessHeld(registry: Registry, machine: string, look: () => Promise<void>): Promise<boolean> {
  if (registry.holder(machine) !== undefined) return false;
  await look();
  return true;
}

async function settle(
  finding: Finding,
  repair: ((finding: Finding, act: () => Promise<void>) => Promise<void>) | undefined,
): Promise<Drift> {
  if (repair === undefined || finding.repair === undefined) return { finding, repaired: false, trouble: "" };
  try {
    await repair(finding, finding.repair);
    return { finding, repaired: true, trouble: "" };
  } catch (error) {
    return { finding, repaired: false, trouble: error instanceof Error ? error.message : String(error) };
  }
}

// The newest operation on a machine knows whose it was.
function rememberedBy(registry: Registry) {
  return (machine: string) =>
    registry.list().find(({ plan }) => plan.record?.machine === machine)?.plan.record ?? undefined;
}
