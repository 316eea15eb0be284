import { element, label } from "./element.ts";

/** Hues that keep apart on white and on black, and for most eyes (after Okabe and Ito). */
export const hues = ["#0072b2", "#d55e00", "#009e73", "#b07aa1", "#8a7000", "#56b4e9"] as const;

// Pictures are seen on GitHub's light and dark pages: ink and lines follow the page, the ground is left open.
const style = `
  text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #1f2328; }
  .title { font-size: 15px; font-weight: 600; }
  .quiet { fill: #59636e; }
  .small { font-size: 11px; }
  .number { font-variant-numeric: tabular-nums; }
  .rule { stroke: #d1d9e0; stroke-width: 1; }
  .whisker { stroke: #1f2328; stroke-width: 1.5; }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc; }
    .quiet { fill: #9198a1; }
    .rule { stroke: #3d444d; }
    .whisker { stroke: #f0f6fc; }
  }`;

/** A whole picture: a title, and what is drawn below it. */
export function sheet(width: number, height: number, title: string, ...drawn: string[]): string {
  return `${element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: "img",
      "aria-label": title,
    },
    `<style>${style}</style>`,
    label(16, 24, title, { class: "title" }),
    ...drawn,
  )}\n`;
}

export function rule(x1: number, y1: number, x2: number, y2: number): string {
  return element("line", { x1, y1, x2, y2, class: "rule" });
}
