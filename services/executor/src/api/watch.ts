import type { ContainerChange, WatchContainersRequest } from "@voxnix/protocol";
import type { Engine } from "./engine.ts";
import type { Role } from "./table.ts";
import { unsupported } from "./unsupported.ts";

/** Containers.Watch */
// biome-ignore lint/correctness/useYield: a placeholder
export async function* watchContainers(
  _role: Role,
  _engine: Engine,
  _request: WatchContainersRequest,
  _signal: AbortSignal,
): AsyncGenerator<ContainerChange> {
  throw unsupported("Containers.Watch");
}
