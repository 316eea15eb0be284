import type { Plan } from "../plan.ts";
import { meantBySlip } from "../vocabulary/slips.ts";

const safe = [
  "create",
  "make",
  "build",
  "start",
  "stop",
  "restart",
  "reboot",
  "list",
  "show",
  "describe",
  "cancel",
  "install",
  "uninstall",
  "rollback",
  "restore",
  "inspect",
  "diagnose",
  "snapshot",
  "history",
  "status",
  "what",
  "which",
];
const graveVerbs = ["destroy", "delete", "remove"];

/** A first word with a slip of the finger in it, put right. What destroys asks by itself. */
export function readSlipped(clause: string, read: (clause: string) => Plan | undefined): Plan | undefined {
  const [first = "", ...rest] = clause.split(" ");
  if (first.length < 4) return undefined;
  const words = rest.join(" ");
  const verb = meantBySlip(first.toLowerCase(), safe);
  if (verb !== undefined) return read(`${verb} ${words}`.trim());
  const grave = meantBySlip(first.toLowerCase(), graveVerbs);
  return grave === undefined ? undefined : read(`${grave} ${words}`.trim());
}
