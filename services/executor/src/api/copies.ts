import { VoxnixError } from "@voxnix/protocol";
import type { ContainerRecord } from "../store/record.ts";
import type { WorkspaceNote } from "../store/workspace-notes.ts";

/** @throws NOT_FOUND, for another owner's copy too */
export function findNote(copies: readonly WorkspaceNote[], id: string): WorkspaceNote {
  const found = copies.find((note) => note.id === id);
  if (found !== undefined) return found;
  throw new VoxnixError("NOT_FOUND", `There is no copy ${id}. Workspaces.List shows those that there are.`, {
    field: "copy_id",
    known: copies.map((note) => note.id).slice(0, 50),
  });
}

/** The refusal where a container's modules keep no files on the host. */
export function noWorkspace({ name }: ContainerRecord): VoxnixError {
  return new VoxnixError(
    "UNSUPPORTED",
    `${name} has no workspace: none of its modules keeps one. Add the module workspace first.`,
    { container: name },
  );
}
