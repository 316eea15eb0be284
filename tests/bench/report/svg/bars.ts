import { figure } from "../text.ts";
import { ticks, tickText } from "./axis.ts";
import { element, label } from "./element.ts";
import { hues, rule, sheet } from "./sheet.ts";

/** Things that were measured side by side. */
export interface BarGroup {
  readonly label: string;
  readonly bars: readonly { readonly label: string; readonly value: number; readonly spread: number }[];
}

const width = 760;
const left = 210;
const right = 90;
const bar = 18;
const gap = 4;
const between = 14;
const top = 44;

/** Horizontal bars in groups, with the middle half of the samples as a whisker. */
export function barPicture(title: string, unit: string, groups: readonly BarGroup[]): string {
  const most = Math.max(...groups.flatMap(({ bars }) => bars.map(({ value, spread }) => value + spread / 2)));
  const scale = ticks(most);
  const end = scale.at(-1) ?? 1;
  const across = (value: number) => left + (value / end) * (width - left - right);
  const names = [...new Set(groups.flatMap(({ bars }) => bars.map((one) => one.label)))];
  const drawn: string[] = [];
  let y = top;
  for (const { label: name, bars } of groups) {
    const middle = y + (bars.length * (bar + gap) - gap) / 2;
    drawn.push(label(left - 12, middle + 4, name, { "text-anchor": "end" }));
    for (const { label: whose, value, spread } of bars) {
      const hue = hues[names.indexOf(whose) % hues.length] ?? hues[0];
      drawn.push(
        element("rect", {
          x: left,
          y,
          width: Math.max(1, across(value) - left),
          height: bar,
          rx: 2,
          fill: hue,
        }),
      );
      const whisker = { y1: y + bar / 2, y2: y + bar / 2, class: "whisker" };
      drawn.push(
        element("line", {
          x1: across(Math.max(0, value - spread / 2)),
          x2: across(value + spread / 2),
          ...whisker,
        }),
      );
      drawn.push(
        label(across(value + spread / 2) + 8, y + bar - 5, `${figure(value)} ${unit}`, {
          class: "number small",
        }),
      );
      y += bar + gap;
    }
    y += between;
  }
  const bottom = y - between + 8;
  const grid = scale.flatMap((value) => [
    rule(across(value), top - 6, across(value), bottom),
    label(across(value), bottom + 16, tickText(value), {
      class: "quiet small number",
      "text-anchor": "middle",
    }),
  ]);
  return sheet(
    width,
    bottom + 54,
    `${title} (${unit})`,
    ...grid,
    ...drawn,
    ...legend(names, left, bottom + 40),
  );
}

/** What the hues stand for, in a row. */
export function legend(names: readonly string[], x: number, y: number): string[] {
  let at = x;
  return names.flatMap((name, place) => {
    const here = at;
    at += 40 + name.length * 7.6;
    return [
      element("rect", {
        x: here,
        y: y - 10,
        width: 12,
        height: 12,
        rx: 2,
        fill: hues[place % hues.length] ?? hues[0],
      }),
      label(here + 18, y, name, { class: "quiet" }),
    ];
  });
}
