import { VoxnixError } from "@voxnix/protocol";
import type { ToolDesk } from "./tool.ts";

/**
 * Makes sure that a name still means the container that the person was asked about: it could have been
 * destroyed and made anew since. @throws STALE_PREVIEW, NOT_FOUND
 */
export async function sameContainer(
  { executor, owner }: ToolDesk,
  name: string,
  createdMs: number | undefined,
): Promise<void> {
  if (createdMs === undefined) return;
  const container = await executor.container(owner, name);
  if (container.createdMs === createdMs) return;
  throw new VoxnixError("STALE_PREVIEW", `${name} is another container by now. Look again.`, {
    container: name,
  });
}
