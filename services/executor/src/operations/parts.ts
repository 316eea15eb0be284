import type { Logger } from "@voxnix/daemon";
import type { Composer } from "../composer/composer.ts";
import type { Machines } from "../machines/machines.ts";
import type { Records } from "../store/records.ts";
import type { Workspaces } from "../store/workspaces.ts";

/** What the steps of operations work with. */
export interface Parts {
  records: Records;
  workspaces: Workspaces;
  composer: Composer;
  machines: Machines;
  log: Logger;
  /** Unix time in milliseconds. */
  now: () => number;
}
