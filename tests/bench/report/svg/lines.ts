import type { Curve } from "../../section.ts";
import { exponent } from "../../statistics.ts";
import { ticks, tickText } from "./axis.ts";
import { legend } from "./bars.ts";
import { element, label } from "./element.ts";
import { hues, rule, sheet } from "./sheet.ts";

const width = 760;
const height = 360;
const box = { left: 70, right: 24, top: 48, bottom: 84 };

/** Cost against size, both from zero: what is linear is straight. */
export function linePicture({ title, size, unit, lines }: Curve): string {
  const points = lines.flatMap((one) => one.points);
  const sizes = ticks(Math.max(...points.map(([x]) => x)));
  const costs = ticks(Math.max(...points.map(([, y]) => y)));
  const floor = height - box.bottom;
  const across = (x: number) => box.left + (x / (sizes.at(-1) ?? 1)) * (width - box.left - box.right);
  const up = (y: number) => floor - (y / (costs.at(-1) ?? 1)) * (floor - box.top);
  const grid = [
    ...costs.flatMap((cost) => [
      rule(box.left, up(cost), width - box.right, up(cost)),
      label(box.left - 8, up(cost) + 4, tickText(cost), {
        class: "quiet small number",
        "text-anchor": "end",
      }),
    ]),
    ...sizes.map((value) =>
      label(across(value), floor + 18, tickText(value), {
        class: "quiet small number",
        "text-anchor": "middle",
      }),
    ),
    label((box.left + width - box.right) / 2, floor + 38, size, { class: "quiet", "text-anchor": "middle" }),
  ];
  const drawn = lines.flatMap(({ points: own }, place) => {
    const hue = hues[place % hues.length] ?? hues[0];
    const path = own.map(([x, y]) => `${Math.round(across(x))},${Math.round(up(y))}`).join(" ");
    return [
      element("polyline", { points: path, fill: "none", stroke: hue, "stroke-width": 2 }),
      ...own.map(([x, y]) => element("circle", { cx: across(x), cy: up(y), r: 3.5, fill: hue })),
    ];
  });
  const names = lines.map((one) => one.label);
  return sheet(
    width,
    height,
    `${title} (${unit})`,
    ...grid,
    ...drawn,
    ...legend(names, box.left, height - 16),
  );
}

/** In words how a line grows. */
export function growth(points: Curve["lines"][number]["points"]): string {
  const power = exponent(points);
  if (power < 0.3) return "nearly flat";
  if (power < 0.9) return "less than linear";
  return power <= 1.15 ? "linear" : `worse than linear (size^${power.toFixed(1)})`;
}
