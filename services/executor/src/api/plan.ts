import { type OwnerId, VoxnixError } from "@voxnix/protocol";
import type { Catalogue } from "../composer/catalogue.ts";
import { workspaceOf } from "../composer/settings.ts";
import { freeAddress } from "../machines/addresses.ts";
import { pickMachineName } from "../machines/names.ts";
import type { ContainerRecord } from "../store/record.ts";
import type { Engine } from "./engine.ts";
import { grantLimits } from "./limits.ts";
import type { ParsedSpec } from "./spec.ts";

/**
 * The record of a container to be: with a machine name and an address that nobody has. Does not
 * wait for anything, so that nobody else can take them before the registry has reserved them.
 * @param containersAtMost how many the owner may have, where that is fewer than the host allows
 * @param discarded bytes of disk that the owner's trash takes, see discardedBytes
 * @throws NAME_TAKEN, BUSY or QUOTA_EXCEEDED
 */
export function planContainer(
  engine: Engine,
  owner: OwnerId,
  spec: ParsedSpec,
  catalogue: Catalogue,
  containersAtMost = Number.POSITIVE_INFINITY,
  discarded = 0,
): ContainerRecord {
  const { config, subnet, parts, registry } = engine;
  const { records, machines, workspaces } = parts;
  const existing = records.find(owner, spec.name);
  if (existing !== undefined) throw nameTaken(engine, existing);
  const limit = Math.min(config.containersPerOwner, containersAtMost);
  const own = records.ofOwner(owner).length;
  if (own >= limit) {
    const who =
      containersAtMost < config.containersPerOwner ? `you may have ${limit}` : `this host allows ${limit}`;
    const now = own === 0 ? "You have none yet" : `You have ${own} container${own === 1 ? "" : "s"} already`;
    throw new VoxnixError("QUOTA_EXCEEDED", `${now}, and ${who}.${own > 0 ? " Destroy one first." : ""}`, {
      container: spec.name,
    });
  }
  const inUse = records.all().map((record) => record.address);
  const address = freeAddress(subnet, [...inUse, ...machines.addresses()]);
  if (address === undefined) {
    throw new VoxnixError("QUOTA_EXCEEDED", `All addresses of ${config.subnet} are taken.`, {
      container: spec.name,
    });
  }
  // Files of a container that nobody has on record must not end up in another owner's.
  const taken = (machine: string) =>
    records.taken(machine) ||
    machines.onHost(machine) ||
    workspaces.exists(machine) ||
    registry.holder(machine) !== undefined;
  return {
    version: 2,
    name: spec.name,
    owner,
    machine: pickMachineName(spec.name, taken),
    stage: "creating",
    modules: spec.modules,
    packages: spec.packages,
    autostart: spec.autostart ?? true,
    limits: grantLimits(engine, owner, spec.limits, undefined, discarded),
    address,
    image: "",
    hostSide: "",
    workspace: workspaceOf(spec.modules, catalogue),
    createdMs: parts.now(),
    generation: 0,
    generations: [],
    changedBy: "",
  };
}

function nameTaken({ registry }: Engine, existing: ContainerRecord): VoxnixError {
  const holder = registry.holder(existing.machine);
  // One that is being destroyed is about to free its name.
  if (holder?.plan.kind === "DESTROY") registry.refuseIfBusy(existing);
  const { name } = existing;
  const being =
    holder?.plan.kind === "CREATE"
      ? `${name} is being created already (${holder.plan.id}).`
      : `You have a container named ${name} already.`;
  return new VoxnixError("NAME_TAKEN", `${being} Choose another name.`, {
    field: "spec.name",
    rule: "a name that none of your containers has",
    container: name,
    busyWith: holder?.busyWith() ?? null,
  });
}
