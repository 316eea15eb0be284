import { interquartileRange, median, quantile, ratios } from "./statistics.ts";

/** One figure of a run. */
export interface Row {
  /** E.g. "create.known-image.ratio-to-extra-container". */
  name: string;
  value: number;
  /** "ms", "us", "MB", "ratio", "count", "tokens". */
  unit: string;
  /** The interquartile range of the samples; 0 for a count. */
  spread: number;
  /** How many samples, or pairs of samples. */
  n: number;
}

/** A figure that could not be taken here, and why. */
export interface Skip {
  name: string;
  reason: string;
}

/** The median of samples. */
export function medianRow(name: string, unit: string, samples: readonly number[]): Row {
  return { name, unit, value: median(samples), spread: interquartileRange(samples), n: samples.length };
}

/** The median, and how the slowest hundredth fares. */
export function percentileRows(name: string, samples: readonly number[]): Row[] {
  return [
    medianRow(`${name}.p50-ms`, "ms", samples),
    { ...medianRow(`${name}.p99-ms`, "ms", samples), value: quantile(samples, 0.99) },
  ];
}

/** The median of the quotients, pair by pair: a machine that drifts drifts for both. */
export function ratioRow(name: string, pairs: readonly (readonly [ours: number, theirs: number])[]): Row {
  return medianRow(name, "ratio", ratios(pairs));
}

/** What is counted, not measured. */
export function countRow(name: string, value: number, unit = "count"): Row {
  return { name, unit, value, spread: 0, n: 1 };
}
