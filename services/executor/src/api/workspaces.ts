import type { Implementation, WorkspacesHandlers } from "@voxnix/protocol";
import type { Engine } from "./engine.ts";
import type { Role } from "./table.ts";
import { unsupported } from "./unsupported.ts";

/** voxnix.v1.Workspaces for one role. */
export function workspacesApi(_role: Role, _engine: Engine): Implementation<WorkspacesHandlers> {
  return {
    List() {
      throw unsupported("Workspaces.List");
    },
    Snapshot() {
      throw unsupported("Workspaces.Snapshot");
    },
    // biome-ignore lint/correctness/useYield: a placeholder
    async *Restore() {
      throw unsupported("Workspaces.Restore");
    },
    Discard() {
      throw unsupported("Workspaces.Discard");
    },
  };
}
