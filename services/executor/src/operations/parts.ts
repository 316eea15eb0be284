import type { Logger } from "@voxnix/daemon";
import type { AuditLog } from "../audit/audit-log.ts";
import type { Library } from "../composer/catalogue.ts";
import type { Closure } from "../composer/closure.ts";
import type { Composer } from "../composer/composer.ts";
import type { GenerationRoots } from "../composer/generation-roots.ts";
import type { ImageIndex } from "../composer/image-index.ts";
import type { Machines } from "../machines/machines.ts";
import type { Secrets } from "../secrets/secrets.ts";
import type { Records } from "../store/records.ts";
import type { Workspaces } from "../store/workspaces.ts";

/** What the steps of operations work with. */
export interface Parts {
  records: Records;
  workspaces: Workspaces;
  secrets: Secrets;
  library: Library;
  composer: Composer;
  images: ImageIndex;
  /** Keeps the images of all generations in the store. */
  generations: GenerationRoots;
  /** All that store paths need, and its size. */
  closure: (paths: readonly string[]) => Promise<Closure>;
  machines: Machines;
  /** Who changed what. */
  audit: AuditLog;
  /** How many generations of a container are kept, the current one included. */
  generationsKept: number;
  log: Logger;
  /** Unix time in milliseconds. */
  now: () => number;
}
