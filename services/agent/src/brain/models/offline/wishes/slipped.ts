import { act, call, type Plan } from "../plan.ts";
import { targetsIn } from "../read/targets.ts";
import type { Scene } from "../scene.ts";
import { meantBySlip } from "../vocabulary/slips.ts";
import { confirm } from "./change.ts";

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
];
const grave = ["destroy", "delete", "remove"];

/** A first word with a slip of the finger in it, put right. What would destroy is asked first. */
export function readSlipped(
  clause: string,
  scene: Scene,
  read: (clause: string) => Plan | undefined,
): Plan | undefined {
  const [first = "", ...rest] = clause.split(" ");
  if (first.length < 4) return undefined;
  const words = rest.join(" ");
  const verb = meantBySlip(first.toLowerCase(), safe);
  if (verb !== undefined) return read(`${verb} ${words}`.trim());
  if (meantBySlip(first.toLowerCase(), grave) === undefined) return undefined;
  const targets = targetsIn(words, scene);
  if (targets.kind !== "these") return undefined;
  return confirm("destroy", targets.names, (these) =>
    act(these.map((name) => call("destroy_container", { name }))),
  );
}
