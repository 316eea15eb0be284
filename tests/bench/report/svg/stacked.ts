import { figure } from "../text.ts";
import { element, label } from "./element.ts";
import { hues, sheet } from "./sheet.ts";

const width = 760;
const left = 16;
const bar = 34;
const top = 48;
const columns = 3;

/** One bar that is made of its parts, in order, and below it what each takes. */
export function stackedPicture(
  title: string,
  unit: string,
  parts: readonly { readonly label: string; readonly value: number }[],
): string {
  const total = parts.reduce((sum, { value }) => sum + value, 0);
  const wide = width - 2 * left;
  let x = left;
  const drawn = parts.flatMap(({ value }, place) => {
    const size = (value / total) * wide;
    const at = x;
    x += size;
    return [
      element("rect", { x: at, y: top, width: Math.max(0.5, size - 1), height: bar, fill: shade(place) }),
      ...(size > 44
        ? [
            label(at + size / 2, top + bar / 2 + 5, figure(value), {
              "text-anchor": "middle",
              class: "number",
              style: `fill:${place < hues.length ? "#ffffff" : "#1f2328"}`,
            }),
          ]
        : []),
    ];
  });
  const rows = Math.ceil(parts.length / columns);
  const listed = parts.flatMap(({ label: name, value }, place) => {
    const at = left + Math.floor(place / rows) * (wide / columns);
    const y = top + bar + 28 + (place % rows) * 20;
    const share = Math.round((value / total) * 100);
    return [
      element("rect", { x: at, y: y - 10, width: 12, height: 12, rx: 2, fill: shade(place) }),
      label(at + 18, y, `${name}: ${figure(value)} ${unit}${share > 0 ? `, ${share} %` : ""}`, {
        class: "quiet number",
      }),
    ];
  });
  const height = top + bar + 28 + rows * 20 + 4;
  return sheet(width, height, `${title}: ${figure(total)} ${unit}`, ...drawn, ...listed);
}

// More parts than hues: the second time around they are lighter.
function shade(place: number): string {
  const hue = hues[place % hues.length] ?? hues[0];
  if (place < hues.length) return hue;
  const lighter = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hue.slice(at, at + 2), 16);
    return Math.round(part + (255 - part) * 0.45);
  });
  return `#${lighter.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}
