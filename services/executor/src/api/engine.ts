import type { Library } from "../composer/catalogue.ts";
import type { PackageList } from "../composer/packages.ts";
import type { Config } from "../config.ts";
import type { Subnet } from "../machines/addresses.ts";
import type { Parts } from "../operations/parts.ts";
import type { Registry } from "../operations/registry.ts";
import type { Run } from "../system/run.ts";
import type { Turns } from "./turns.ts";

/** What stands behind the API. */
export interface Engine {
  config: Config;
  subnet: Subnet;
  library: Library;
  packages: PackageList;
  registry: Registry;
  parts: Parts;
  run: Run;
  /** For questions that take a process, or a while of ours, to answer. */
  turns: Turns;
  /** Unix time in milliseconds. */
  startedMs: number;
}
