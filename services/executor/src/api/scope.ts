import { ContainerName, OwnerId, parseField, VoxnixError } from "@voxnix/protocol";
import type { Operation } from "../operations/operation.ts";
import type { Registry } from "../operations/registry.ts";
import type { ContainerRecord } from "../store/record.ts";
import type { Records } from "../store/records.ts";
import { type Role, table } from "./table.ts";

/** @throws ROLE_FORBIDDEN if the table does not let the role make the call */
export function admit(role: Role, rpc: string): void {
  if (table[rpc]?.includes(role)) return;
  throw new VoxnixError("ROLE_FORBIDDEN", `${rpc} is not for the ${role} socket.`);
}

/** The owner of a request: a tenant has to name one, an admin's may be left open. */
export function parseOwner(role: Role, owner: string): OwnerId | undefined {
  if (role === "admin" && owner === "") return undefined;
  return parseField("owner", OwnerId, owner);
}

export function parseName(field: string, name: string): ContainerName {
  return parseField(field, ContainerName, name, "NAME_INVALID");
}

/**
 * The container that a request speaks of.
 * @throws NOT_FOUND, for another owner's too; OWNER_AMBIGUOUS where an admin left the owner open
 */
export function findContainer(
  records: Records,
  owner: OwnerId | undefined,
  name: ContainerName,
): ContainerRecord {
  const found =
    owner === undefined ? records.named(name) : records.ofOwner(owner).filter((own) => own.name === name);
  const [first] = found;
  if (first !== undefined && found.length === 1) return first;
  if (first === undefined) {
    throw new VoxnixError("NOT_FOUND", `There is no container named ${name}.`, {
      field: "name",
      container: name,
      known: (owner === undefined ? records.all() : records.ofOwner(owner))
        .map((record) => record.name)
        .slice(0, 50),
    });
  }
  throw new VoxnixError("OWNER_AMBIGUOUS", `Several owners have a container named ${name}. Name the owner.`, {
    field: "owner",
    container: name,
    known: found.map((record) => record.owner),
  });
}

/** @throws NOT_FOUND, for another owner's operation too */
export function findOperation(registry: Registry, owner: OwnerId | undefined, id: string): Operation {
  const found = registry.get(id);
  if (found !== undefined && (owner === undefined || found.owner === owner)) return found;
  throw new VoxnixError(
    "NOT_FOUND",
    `There is no operation ${JSON.stringify(id.slice(0, 40))}, or it ended long ago.`,
    {
      field: "operation_id",
    },
  );
}
