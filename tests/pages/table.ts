import { changeBetween } from "./between-marks.ts";

/** A table in Markdown, as the pages have them. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head.map(cell), head.map(() => "---"), ...rows.map((row) => row.map(cell))].map(line).join("\n");
}

/**
 * Puts a row into the table between the marks of that name, in the place of the one that begins with the same words.
 * The rows of other runs stay, but for those whose first words are none of `names`, and are in the order of these.
 */
export function writeRow(
  page: string,
  mark: string,
  { head, names, row }: { head: readonly string[]; names: readonly string[]; row: readonly string[] },
): void {
  const first = (text: string) => text.slice(2, text.indexOf(" | "));
  changeBetween(page, mark, (before) => {
    const rows = new Map(before.split("\n").map((text) => [first(text), text]));
    rows.set(cell(row[0] ?? ""), line(row.map(cell)));
    return [table(head, []), ...names.flatMap((name) => rows.get(cell(name)) ?? [])].join("\n");
  });
}

const cell = (words: string) => words.replaceAll("|", "\\|").replace(/\s+/g, " ").trim();
const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
