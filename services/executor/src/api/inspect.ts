import type { GetContainerRequest, Inspection } from "@voxnix/protocol";
import type { Engine } from "./engine.ts";
import type { Role } from "./table.ts";
import { unsupported } from "./unsupported.ts";

/** Containers.Inspect */
export async function inspectContainer(
  _role: Role,
  _engine: Engine,
  _request: GetContainerRequest,
): Promise<Inspection> {
  throw unsupported("Containers.Inspect");
}
