import { readFileSync, writeFileSync } from "node:fs";

/** A table in Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cell = (words: string) => words.replaceAll("|", "\\|").replace(/\s+/g, " ").trim();
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.map(cell).join(" | ")} |`).join("\n");
}

/** Puts a text between the marks of that name in a page. */
export function writeBetween(page: string, mark: string, text: string): void {
  const [begin, end] = [`<!-- ${mark}: begin -->`, `<!-- ${mark}: end -->`];
  const all = readFileSync(page, "utf8");
  const [from, to] = [all.indexOf(begin), all.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${page} has no place for it: ${begin} … ${end}`);
  writeFileSync(page, `${all.slice(0, from + begin.length)}\n${text.trim()}\n${all.slice(to)}`);
}
