/** An attribute's value; numbers are rounded to what a screen can show. */
type Value = string | number;

/** One SVG element as text. */
export function element(
  name: string,
  attributes: Readonly<Record<string, Value>>,
  ...children: string[]
): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(shown(value))}"`);
  const inside = children.join("\n");
  return inside === "" ? `<${name}${written.join("")}/>` : `<${name}${written.join("")}>${inside}</${name}>`;
}

/** Text at a place. */
export function label(
  x: number,
  y: number,
  words: string,
  more: Readonly<Record<string, Value>> = {},
): string {
  return element("text", { x, y, ...more }, escaped(words));
}

function shown(value: Value): string {
  return typeof value === "number" ? String(Math.round(value * 10) / 10) : value;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
