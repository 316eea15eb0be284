import { finish, type Told } from "../system/harness/operation.ts";
import { disagreements } from "./disagreements.ts";
import { hostFacts } from "./host-facts.ts";
import { dev, fresh } from "./scenarios/specs.ts";
import { drifts, settled } from "./verdict.ts";
import type { World } from "./world.ts";

/** Something that befalls the host, and what is to come of it. */
export interface Trouble {
  /** E.g. "the disk of the state is full". */
  name: string;
  /** What a person may rely on. */
  expected: string;
  /** Brings it about, looks, and takes it away again. Throws what was not as expected. @returns what was seen */
  run(world: World): Promise<string>;
}

/** Without these nothing that is found below means anything. */
export function must(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise);
}

/** Waits until all is at rest. @returns what of host and records does not agree then */
export async function unsound(world: World, known: readonly string[]): Promise<string[]> {
  await settled(world);
  let found: string[] = [];
  // The executor has Nix read the library in a process of its own when it starts.
  for (let tries = 0; tries < 20; tries++) {
    found = disagreements(await hostFacts(world.workspaces));
    if (found.every((one) => known.includes(one))) break;
  }
  return [...found, ...(await drifts(world))].filter((one) => !known.includes(one));
}

export const create = (world: World, name: string = fresh.name, more: object = {}): Promise<Told> =>
  finish(world.tenant.containers.Create({ owner: world.owner, spec: { ...fresh, name }, ...more }));

export const destroy = (world: World, name: string = fresh.name): Promise<Told> =>
  finish(world.tenant.containers.Destroy({ owner: world.owner, name }));

/** How an operation ended, in words for a table. */
export function ending({ container, failed, error }: Told): string {
  if (failed) return failed.reason;
  if (error) return error.reason;
  return container === undefined ? "no ending" : "done";
}

/** What it says of it. */
export const words = ({ failed, error }: Told): string => failed?.message ?? error?.message ?? "";

/** Whether the container that every fault leaves alone is as it was. @throws if it is not */
export async function devIsWell(world: World): Promise<void> {
  const { owner, tenant } = world;
  const { state } = await tenant.containers.Get({ owner, name: dev.name });
  must(state === "RUNNING", `${dev.name} is ${state}`);
}
