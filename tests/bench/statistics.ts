/** The value below which a share of the samples lies, between two samples where none is exactly there. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) throw new Error("There are no samples.");
  return below + (above - below) * (place - Math.floor(place));
}

export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}

/** How far apart the middle half of the samples lies: one outlier does not move it. */
export function interquartileRange(samples: readonly number[]): number {
  return quantile(samples, 0.75) - quantile(samples, 0.25);
}

/** The quotients of pairs that were measured side by side. */
export function ratios(pairs: readonly (readonly [ours: number, theirs: number])[]): number[] {
  return pairs.map(([ours, theirs]) => ours / theirs);
}

/**
 * The straight line that fits best through points (least squares).
 * @returns what one more of x adds to y, and y where x is 0
 */
export function line(points: readonly (readonly [x: number, y: number])[]): { slope: number; at0: number } {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const meanX = mean(points.map(([x]) => x));
  const meanY = mean(points.map(([, y]) => y));
  const covariance = mean(points.map(([x, y]) => (x - meanX) * (y - meanY)));
  const variance = mean(points.map(([x]) => (x - meanX) ** 2));
  const slope = variance === 0 ? 0 : covariance / variance;
  return { slope, at0: meanY - slope * meanX };
}

/**
 * How cost grows with size, as the exponent of a power law through the points: 1 is linear, 2 quadratic,
 * 0 flat. Points at 0 are left out.
 */
export function exponent(points: readonly (readonly [size: number, cost: number])[]): number {
  const logs = points
    .filter(([size, cost]) => size > 0 && cost > 0)
    .map(([size, cost]) => [Math.log(size), Math.log(cost)] as const);
  return line(logs).slope;
}
