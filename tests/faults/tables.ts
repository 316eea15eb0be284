import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { KillRow } from "./run-kills.ts";
import type { TroubleRow } from "./run-troubles.ts";

const page = fileURLToPath(new URL("../../docs/reliability.md", import.meta.url));

/** Puts what was observed into the page, between the markers of each table; a table without rows stays as it is. */
export function writeTables(kills: readonly KillRow[], troubles: readonly TroubleRow[]): void {
  let text = readFileSync(page, "utf8");
  if (kills.length > 0) {
    const rows = kills.map(({ name, kills: count, endings, problems }) => [
      `executor killed at boundaries of: ${name}`,
      "done or undone, as it is told; nothing left, nothing lost",
      `${count} kills: ${endings}${verdict(problems)}`,
      `\`npm run faults -- kills --only "${name}"\``,
    ]);
    text = replaced(text, "kills", rows);
  }
  if (troubles.length > 0) {
    const rows = troubles.map(({ name, expected, observed, problems }) => [
      name,
      expected,
      `${observed}${verdict(problems)}`,
      `\`npm run faults -- troubles --only "${name}"\``,
    ]);
    text = replaced(text, "troubles", rows);
  }
  writeFileSync(page, text);
}

const verdict = (problems: readonly string[]) =>
  problems.length === 0 ? "" : `; **not kept**: ${problems.join("; ")}`;

function replaced(text: string, name: string, rows: readonly string[][]): string {
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/reliability.md has no place for the table of ${name}.`);
  const cell = (words: string) => words.replaceAll("|", "\\|").replace(/\s+/g, " ").trim();
  const lines = [
    "| fault | expected | observed | again |",
    "|---|---|---|---|",
    ...rows.map((row) => `| ${row.map(cell).join(" | ")} |`),
  ];
  return `${text.slice(0, from + begin.length)}\n${lines.join("\n")}\n${text.slice(to)}`;
}
