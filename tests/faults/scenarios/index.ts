import type { Phase } from "@voxnix/protocol";
import type { Scenario } from "../scenario.ts";
import { changed } from "./change.ts";
import { creates } from "./create.ts";
import { cancelled, recovered } from "./cut-short.ts";
import { destroys, discards } from "./destroy.ts";
import { hosts } from "./host.ts";
import { runs } from "./run.ts";
import { snapshots } from "./snapshot.ts";

const whole: readonly Scenario[] = [
  ...creates,
  ...changed,
  ...runs,
  ...destroys,
  ...discards,
  ...hosts,
  ...snapshots,
];

/** Where somebody cancels, so that as much as can be has to be undone. */
const cancels: Record<string, Phase> = {
  "create, with workspace and secret": "BOOT",
  "preview of a new image": "EVALUATE",
  rollback: "SWITCH",
  start: "BOOT",
  stop: "SHUT_DOWN",
  restart: "BOOT",
  "destroy a running one": "SHUT_DOWN",
  "restore a destroyed one": "BOOT",
  "restore in place of other files": "BOOT",
};
const cancellations = Object.entries(cancels).map(([name, phase]) => cancelled(named(whole, name), phase));

/** Where it is cut off first, so that as much as can be is left to put right. */
const cuts: Record<string, string> = {
  "create, with workspace and secret": "after boot (CREATE)",
  "update by a restart": "after apply (UPDATE)",
  rollback: "after apply (ROLLBACK)",
  start: "before boot (START)",
  stop: "before shut-down (STOP)",
  restart: "after shut-down (RESTART)",
  "destroy a running one": "before remove (DESTROY)",
  "restore a destroyed one": "after boot (RESTORE)",
  "restore in place of other files": "after bring-back (RESTORE)",
  "stop, cancelled": "undo-before shut-down (STOP)",
  "restart, cancelled": "undo-before boot (RESTART)",
  "destroy a running one, cancelled": "undo-before shut-down (DESTROY)",
};
const recoveries = Object.entries(cuts).map(([name, after]) =>
  recovered(named([...whole, ...cancellations], name), after),
);

/** Where a container's root tree and workspace are subvolumes with limits of their own. */
const onBtrfs = [
  "create, with workspace and secret",
  "set limits",
  "destroy a running one",
  "discard a copy",
].map((name): Scenario => ({ ...named(whole, name), name: `${name}, on btrfs`, btrfs: true }));

/** Every kind of operation and of change that the executor makes, also cancelled and while it is put right. */
export const scenarios: readonly Scenario[] = [...whole, ...cancellations, ...recoveries, ...onBtrfs];

function named(among: readonly Scenario[], name: string): Scenario {
  const found = among.find((scenario) => scenario.name === name);
  if (found === undefined) throw new Error(`There is no scenario "${name}".`);
  return found;
}
