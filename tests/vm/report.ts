import { readFileSync, writeFileSync } from "node:fs";
import { totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { describeMoment } from "./cuts.ts";
import type { Outcome } from "./run.ts";

export interface Result {
  readonly outcomes: readonly Outcome[];
  readonly seconds: number;
  readonly seed: number;
  /** Whether it was a sandbox and not a machine. */
  readonly sandbox: boolean;
}

const page = fileURLToPath(new URL("../../docs/reliability.md", import.meta.url));

/** The run as a table for people, and its last line in one sentence. */
export function summary({ outcomes, seconds, seed }: Result): string {
  const good = outcomes.filter(({ problems }) => problems.length === 0).length;
  return `\n${table(outcomes)}\n\n${good} of ${outcomes.length} power cuts left everything as it has to be (seed ${seed}, ${minutes(seconds)})\n`;
}

/** Puts the table between its marks in docs/reliability.md. */
export function writeSection(result: Result): void {
  const text = readFileSync(page, "utf8");
  const name = result.sandbox ? "power, sandbox" : "power, machine";
  const [from, to] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const start = text.indexOf(from);
  const end = text.indexOf(to);
  if (start < 0 || end < start) throw new Error(`docs/reliability.md has no place for it: ${from} … ${to}`);
  const command = `npm run test:vm${result.sandbox ? " -- --sandbox" : ""}`;
  const body = `${from}\n\`${command}\`\n${summary(result)}\n`;
  writeFileSync(page, text.slice(0, start) + body + text.slice(end));
}

function table(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map(({ cut, ending, blocks, loose, bootSeconds, problems, seconds }) => [
    cut.during,
    describeMoment(cut),
    blocks === undefined ? "all unsynced" : `${blocks.lost} of ${blocks.lost + blocks.kept}`,
    loose,
    ending || "–",
    problems.length === 0 ? "all as it has to be" : problems.join("; ").replaceAll("|", "\\|"),
    `${Math.round(bootSeconds)} s`,
    `${Math.round(seconds)} s`,
  ]);
  const head = [
    "during",
    "cut",
    "blocks lost",
    "unsynced file",
    "told afterwards",
    "observed",
    "boot",
    "in all",
  ];
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

function minutes(seconds: number): string {
  return `${Math.round(seconds / 60)} min on ${process.arch}, ${Math.round(totalmem() / 2 ** 30)} GiB`;
}
