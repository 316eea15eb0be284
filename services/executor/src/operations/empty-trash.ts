import type { Operation } from "./operation.ts";
import type { Parts } from "./parts.ts";
import type { Registry } from "./registry.ts";

/** Removes copies of workspaces whose time is over. One that cannot be removed is tried again the next time. */
export async function emptyTrash({ workspaces, audit, log, now }: Parts, registry: Registry): Promise<void> {
  for (const { id, record } of await workspaces.expired(now())) {
    if (restoring(registry, id) !== undefined) continue;
    const copy = { copy: id, container: record.name, owner: record.owner };
    try {
      await workspaces.removeCopy(id);
      log.info({ event: "copy-expired", ...copy });
      const { owner, name: container } = record;
      const change = {
        role: "voxnix",
        owner,
        container,
        action: "Workspaces.Discard",
        operation: "",
      } as const;
      await audit.note({ ...change, arguments: { copy: id } }, undefined, now());
    } catch (err) {
      log.warn({ event: "copy-not-removed", ...copy, err });
    }
  }
}

/** The operation that is bringing a copy back, if one is. */
export function restoring(registry: Registry, copyId: string): Operation | undefined {
  return registry
    .list()
    .find(({ underway, plan }) => underway && plan.kind === "RESTORE" && plan.copyId === copyId);
}
