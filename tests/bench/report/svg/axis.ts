/** Round numbers from 0 to at least `most`, a few of them. */
export function ticks(most: number, about = 5): number[] {
  if (!(most > 0)) return [0, 1];
  const rough = most / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough;
  const count = Math.ceil(most / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, place) => Number((place * step).toPrecision(12)));
}

/** A number beside an axis. */
export function tickText(value: number): string {
  return value >= 10_000 ? `${value / 1_000}k` : value.toLocaleString("en-US");
}
