import type { Scenario } from "../scenario.ts";
import { changed } from "./change.ts";
import { creates } from "./create.ts";
import { destroys, discards } from "./destroy.ts";
import { hosts } from "./host.ts";
import { runs } from "./run.ts";
import { snapshots } from "./snapshot.ts";

/** Every kind of operation and of change that the executor makes. */
export const scenarios: readonly Scenario[] = [
  ...creates,
  ...changed,
  ...runs,
  ...destroys,
  ...discards,
  ...hosts,
  ...snapshots,
];
