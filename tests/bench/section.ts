import type { Row, Skip } from "./row.ts";
import type { World } from "./world/world.ts";

/** What a section has at hand while it measures. */
export interface Bench {
  readonly world: World;
  /** Whether all has to end within four minutes. */
  readonly quick: boolean;
  /** How often to repeat something: so often, or so often in a quick run. */
  readonly times: (full: number, quick: number) => number;
  /** Whether anybody asked for a row. */
  readonly wants: (name: string) => boolean;
  /** Hands rows in. Those that nobody asked for are dropped. */
  readonly report: (...rows: readonly Row[]) => void;
  /** Says aloud that a row could not be taken here. */
  readonly skip: (name: string, reason: string) => void;
  /** What is plotted: cost against size. */
  readonly curve: (curve: Curve) => void;
  /** Tells how far it is. */
  readonly tell: (text: string) => void;
}

/** Cost against size. */
export interface Curve {
  /** Its picture is docs/performance/<name>.svg. */
  name: string;
  title: string;
  /** What grows, e.g. "messages of history". */
  size: string;
  unit: string;
  lines: { label: string; points: (readonly [size: number, cost: number])[] }[];
}

/** A group of rows that are measured together. */
export interface Section {
  readonly title: string;
  /** All the rows that it may hand in. */
  readonly rows: readonly string[];
  /** Takes minutes: left out of a quick run, unless somebody asks for just these rows. */
  readonly long?: boolean;
  readonly run: (bench: Bench) => Promise<void>;
}

/** What came of a run. */
export interface Results {
  rows: Row[];
  skips: Skip[];
  curves: Curve[];
}
