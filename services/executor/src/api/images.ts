import type { ImagesHandlers, Implementation } from "@voxnix/protocol";
import type { Engine } from "./engine.ts";
import type { Role } from "./table.ts";
import { unsupported } from "./unsupported.ts";

/** voxnix.v1.Images for one role. */
export function imagesApi(_role: Role, _engine: Engine): Implementation<ImagesHandlers> {
  return {
    List() {
      throw unsupported("Images.List");
    },
    // biome-ignore lint/correctness/useYield: a placeholder
    async *Prebuild() {
      throw unsupported("Images.Prebuild");
    },
    Remove() {
      throw unsupported("Images.Remove");
    },
  };
}
