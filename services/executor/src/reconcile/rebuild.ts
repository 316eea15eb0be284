import type { Parts } from "../operations/parts.ts";
import type { ContainerRecord } from "../store/record.ts";
import { repairWork } from "./finding.ts";

/**
 * Makes a container's image and host side again, as they are on record: on a host that was restored from its backup
 * they are gone with the Nix store that had them.
 * @throws if its modules lead to others today, because the library or nixpkgs has changed: that is for an update to do
 */
export async function rebuild(parts: Parts, record: ContainerRecord): Promise<void> {
  const { composer, workspaces, log } = parts;
  const { machine, name } = record;
  const work = repairWork(log, machine);
  const report = { phase: () => {}, progress: () => {}, log: work.log };
  const image = await composer.image(record, report, work.signal);
  const hostSide =
    image === record.image &&
    (await composer.hostSide(record, workspaces.path(machine), report, work.signal));
  if (hostSide === record.hostSide) return;
  // What was made in vain is nobody's.
  if (hostSide !== false) await composer.settle(record).catch(() => composer.forget(machine));
  throw new Error(
    `With the library and the nixpkgs of today, what ${name} is made of leads to another system. ${updateIt(name)}`,
  );
}

export const updateIt = (name: string) => `Update ${name} to the modules that it has.`;
