/** A message as people send it, and what should come of it. */
export interface EvalCase {
  say: string;
  /** What the person has. Default "two". */
  world?: World;
  /** What was said before, oldest first. */
  before?: readonly Before[];
  expect: Expectation;
  /** The offline model is not expected to understand it. What it does instead must still be harmless. */
  beyondOffline?: true;
}

/** `none`: no containers. `one`: dev runs. `two`: dev runs, web is stopped. See world.ts. */
export type World = "none" | "one" | "two";

/** An earlier message with what was done about it. */
export interface Before {
  said: string;
  calls?: readonly Call[];
  reply: string;
  /** The calls did not do what they were for. */
  failed?: boolean;
}

/** A tool and the arguments that matter; a text is compared without case, a pattern must be found. */
export type Call = readonly [tool: string, args?: Readonly<Record<string, unknown>>];

export type Expectation =
  /**
   * These tools are called; further looks are allowed, further changes are not. Or others do as well; a
   * pattern stands for a reply that fits without a change, from what the model was told beforehand.
   */
  | { calls: readonly Call[]; or?: readonly (readonly Call[] | RegExp)[] }
  /** A question comes back, and nothing is changed. */
  | { asks: true }
  /** Nothing is changed, and the reply fits. */
  | { says: RegExp };

export const calls = (...expected: Call[]): Expectation => ({ calls: expected });
export const either = (first: readonly Call[], ...or: (readonly Call[] | RegExp)[]): Expectation => ({
  calls: first,
  or,
});
export const asks: Expectation = { asks: true };
export const says = (reply: RegExp): Expectation => ({ says: reply });
