import type { Loss } from "./volatile-disk.ts";

/** When the power is cut. */
export type Moment =
  /** The executor is held at a step's or a write's boundary; see guest/points.mjs. */
  | { at: "held"; moment: string }
  /** The client is told that this phase has begun; what works on it works on. */
  | { at: "phase"; phase: "EVALUATE" | "BUILD" | "BOOT" | "SWITCH" }
  /** The client was told that it is done. */
  | { at: "told" };

export interface Cut {
  readonly during: "create" | "update" | "destroy" | "rest";
  readonly moment: Moment;
  readonly loss: Loss;
}

const held = (moment: string): Moment => ({ at: "held", moment });
const phase = (name: "EVALUATE" | "BUILD" | "BOOT" | "SWITCH"): Moment => ({ at: "phase", phase: name });
const told: Moment = { at: "told" };

/** Each of the three operations at several moments, and a machine that does nothing. */
export const cuts: readonly Cut[] = [
  { during: "create", moment: told, loss: "all" },
  { during: "update", moment: told, loss: "all" },
  { during: "destroy", moment: told, loss: "all" },
  { during: "create", moment: held("CREATE commit after"), loss: "some" },
  { during: "update", moment: held("UPDATE commit after"), loss: "all" },
  { during: "destroy", moment: held("DESTROY remove after"), loss: "all" },
  { during: "create", moment: held("CREATE install after"), loss: "all" },
  { during: "update", moment: held("UPDATE apply after"), loss: "some" },
  { during: "destroy", moment: held("DESTROY discard-workspace after"), loss: "some" },
  { during: "create", moment: phase("BUILD"), loss: "all" },
  { during: "create", moment: held("CREATE verify after"), loss: "all" },
  { during: "update", moment: phase("BUILD"), loss: "some" },
  { during: "destroy", moment: held("DESTROY remove before"), loss: "all" },
  { during: "rest", moment: told, loss: "all" },
];

export function describeMoment({ during, moment }: Cut): string {
  if (during === "rest") return "some time";
  if (moment.at === "told") return "right after it was told to be done";
  if (moment.at === "phase") return `while it is in phase ${moment.phase}`;
  const [, step = "", at = ""] = moment.moment.split(" ");
  return `${at} ${step}`;
}
