import type { Implementation, SecretsHandlers } from "@voxnix/protocol";
import type { Engine } from "./engine.ts";
import type { Role } from "./table.ts";
import { unsupported } from "./unsupported.ts";

/** voxnix.v1.Secrets for one role. */
export function secretsApi(_role: Role, _engine: Engine): Implementation<SecretsHandlers> {
  return {
    Set() {
      throw unsupported("Secrets.Set");
    },
    List() {
      throw unsupported("Secrets.List");
    },
    Remove() {
      throw unsupported("Secrets.Remove");
    },
  };
}
