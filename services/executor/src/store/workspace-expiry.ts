import type { Logger } from "@voxnix/daemon";
import type { Workspaces } from "./workspaces.ts";

/**
 * Removes copies of workspaces whose time is over. One that cannot be removed is tried again the next time.
 * @param inUse whether an operation is about to bring a copy back
 */
export async function removeExpired(
  workspaces: Workspaces,
  inUse: (copyId: string) => boolean,
  nowMs: number,
  log: Logger,
): Promise<void> {
  for (const { id, record } of await workspaces.expired(nowMs)) {
    if (inUse(id)) continue;
    try {
      await workspaces.removeCopy(id);
      log.info({ event: "copy-expired", copy: id, container: record.name, owner: record.owner });
    } catch (err) {
      log.warn({ event: "copy-not-removed", copy: id, container: record.name, owner: record.owner, err });
    }
  }
}
