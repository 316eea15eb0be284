import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Kills } from "./run-kills.ts";
import type { TroubleRow } from "./run-troubles.ts";

const page = fileURLToPath(new URL("../../docs/reliability.md", import.meta.url));

/**
 * Puts what was observed into the page, between the markers of each table; a table without rows stays as it is.
 * @param how the options that the kills were made with: a row says how to make them again
 */
export function writeTables(
  { rows: kills, steps }: Kills,
  troubles: readonly TroubleRow[],
  how: readonly string[],
): void {
  let text = readFileSync(page, "utf8");
  if (kills.length > 0) {
    const fine = how.includes("--fine");
    const rows = kills.map(({ name, kills: count, endings, problems }) => [
      `executor killed ${fine ? "at writes and programs" : "at the steps"} of: ${name}`,
      "done or undone, as it is told; nothing left, nothing lost",
      `${count} kills: ${endings}${verdict(problems)}`,
      `\`${["npm run faults -- kills --only", JSON.stringify(name), ...how].join(" ")}\``,
    ]);
    const all = kills.reduce((sum, row) => sum + row.kills, 0);
    const below = `${all} kills in ${kills.length} kinds of change. ${steps === undefined ? "" : stepsText(steps)}`;
    text = replaced(text, fine ? "fine" : "kills", rows, below);
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

/** Whether every step that the code has was among those tried, in words. */
export function stepsText({ declared, missed }: NonNullable<Kills["steps"]>): string {
  const undos = declared.filter((step) => step.startsWith("undo of ")).length;
  const has = `The code has ${declared.length - undos} steps and ${undos} undos of steps`;
  if (missed.length === 0) return `${has}: each of them was come to.`;
  return `${has}; no run came to ${missed.length} of them: ${missed.join(", ")}.`;
}

const verdict = (problems: readonly string[]) =>
  problems.length === 0 ? "" : `; **not kept**: ${problems.join("; ")}`;

function replaced(text: string, name: string, rows: readonly string[][], below = ""): string {
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/reliability.md has no place for the table of ${name}.`);
  const cell = (words: string) => words.replaceAll("|", "\\|").replace(/\s+/g, " ").trim();
  const lines = [
    "| fault | expected | observed | again |",
    "|---|---|---|---|",
    ...rows.map((row) => `| ${row.map(cell).join(" | ")} |`),
  ];
  if (below !== "") lines.push("", below.trim());
  return `${text.slice(0, from + begin.length)}\n${lines.join("\n")}\n${text.slice(to)}`;
}
