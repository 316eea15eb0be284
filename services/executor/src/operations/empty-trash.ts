import type { WorkspaceNote } from "../store/workspace-notes.ts";
import type { Operation } from "./operation.ts";
import type { Parts } from "./parts.ts";
import type { Registry } from "./registry.ts";

/**
 * Removes copies of workspaces whose time is over. One that cannot be removed is tried again the next time.
 * @param elapsedMs since the last time, by a clock that nobody sets
 */
export async function emptyTrash(
  { records, workspaces, audit, log, now }: Parts,
  registry: Registry,
  elapsedMs: number,
): Promise<void> {
  const busy = ({ id, record }: WorkspaceNote) =>
    restoring(registry, id) !== undefined || registry.isHeld(record.machine);
  // Its time runs only while its container is gone, whatever its note says.
  const stays = ({ kind, record }: WorkspaceNote) =>
    kind === "snapshot" && records.find(record.owner, record.name)?.workspace != null;
  for (const note of await workspaces.expired(now(), elapsedMs, busy, stays)) {
    const { id, record } = note;
    if (busy(note)) continue;
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
