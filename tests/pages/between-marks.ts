import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";

/** Changes what is between the marks of that name in a page, `<!-- name: begin -->` and `<!-- name: end -->`. */
export function changeBetween(page: string, name: string, change: (before: string) => string): void {
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const text = readFileSync(page, "utf8");
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${basename(page)} has no place for it: ${begin} … ${end}`);
  const inside = from + begin.length;
  const changed = change(text.slice(inside, to).trim()).trim();
  writeFileSync(page, `${text.slice(0, inside)}\n${changed}\n${text.slice(to)}`);
}
