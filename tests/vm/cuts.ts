import { seeded } from "../soak/random.ts";
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

/** Its name among all: what it is in the middle of, and when. */
export const nameOf = (cut: Cut): string => `${cut.during}, ${describeMoment(cut)}`;

/** So many of them, chosen by the seed, in their order. */
export function sampled(from: readonly Cut[], count: number, seed: number): readonly Cut[] {
  const { next } = seeded(seed);
  const chosen = from
    .map((cut) => ({ cut, draw: next() }))
    .sort((a, b) => a.draw - b.draw)
    .slice(0, count);
  return from.filter((cut) => chosen.some((one) => one.cut === cut));
}

function describeMoment({ during, moment }: Cut): string {
  if (during === "rest") return "some time";
  if (moment.at === "told") return "right after it was told to be done";
  if (moment.at === "phase") return `while it is in phase ${moment.phase}`;
  const [, step = "", at = ""] = moment.moment.split(" ");
  return `${at} ${step}`;
}
