import { readFileSync, writeFileSync } from "node:fs";
import { budgets, verdict } from "../budgets.ts";
import type { MachineFacts } from "../machine.ts";
import type { Row } from "../row.ts";
import type { WrittenRun } from "./json.ts";
import { growth } from "./svg/lines.ts";
import { figure } from "./text.ts";

/** Writes what a run measured into a page, between its markers. The words around them stay. @throws without markers */
export function writeMarkdown(file: string, written: Written): void {
  let page = readFileSync(file, "utf8");
  for (const [name, text] of Object.entries(parts(written))) page = filled(page, name, text);
  writeFileSync(file, page);
}

/** What is written into the page. */
export interface Written {
  readonly run: WrittenRun;
  readonly command: string;
  /** A run of an earlier version. */
  readonly before: WrittenRun | undefined;
}

/** Puts text between `<!-- bench:NAME -->` and `<!-- /bench:NAME -->`. */
export function filled(page: string, name: string, text: string): string {
  const begin = `<!-- bench:${name} -->`;
  const end = `<!-- /bench:${name} -->`;
  const [at, until] = [page.indexOf(begin), page.indexOf(end)];
  if (at < 0 || until < at) throw new Error(`The page has no place for ${begin} … ${end}.`);
  return `${page.slice(0, at + begin.length)}\n${text}\n${page.slice(until)}`;
}

function parts({ run, command, before }: Written): Record<string, string> {
  const { rows, skips, curves } = run.results;
  return {
    machine: machineLine(run.machine, command),
    budgets: [
      budgetTable(rows, before),
      ...skips.map(({ name, reason }) => `- \`${name}\` skipped: ${reason}`),
    ].join("\n\n"),
    growth: [
      "| what | at | size: cost | growth |",
      "|---|---|---|---|",
      ...curves.flatMap(({ title, unit, lines }) =>
        lines.map(({ label, points }) => {
          const costs = points.map(([x, y]) => `${figure(x)}: ${figure(y)}`).join(", ");
          return `| ${title} | ${label} (${unit}) | ${costs} | ${growth(points)} |`;
        }),
      ),
    ].join("\n"),
    rows: ["| row | median | spread | n |", "|---|---:|---:|---:|", ...rows.map(plainRow)].join("\n"),
  };
}

function machineLine(machine: MachineFacts, command: string): string {
  const { revision, cores, cpu, memoryMb, kernel, node, load, date, extraContainer } = machine;
  return `\`${command}\` at commit ${revision}, ${date.slice(0, 16).replace("T", " ")} UTC: ${cores} cores (${cpu}), ${Math.round(
    memoryMb / 1_000,
  )} GB, Linux ${kernel}, Node ${node}, load ${load.toFixed(2)} at the begin; extra-container: ${extraContainer}.`;
}

function budgetTable(rows: readonly Row[], before: WrittenRun | undefined): string {
  const measured = budgets.flatMap(({ row: name, atMost }) => {
    const row = rows.find((one) => one.name === name);
    if (row === undefined) return [];
    const former = before?.results.rows.find((one) => one.name === name);
    const cells = [
      `\`${name}\``,
      ...(before === undefined ? [] : [former === undefined ? "" : withUnit(former)]),
      ...[withUnit(row), figure(row.spread), row.n, `≤ ${figure(atMost)}`, verdict(row)],
    ];
    return [`| ${cells.join(" | ")} |`];
  });
  const was = before === undefined ? "" : ` at ${before.machine.revision} |`;
  const rule = before === undefined ? "" : "---:|";
  return [
    `| row |${was} median | spread | n | budget | |`,
    `|---|${rule}---:|---:|---:|---:|---|`,
    ...measured,
  ].join("\n");
}

function plainRow(row: Row): string {
  return `| \`${row.name}\` | ${withUnit(row)} | ${figure(row.spread)} | ${row.n} |`;
}

function withUnit({ value, unit }: Row): string {
  return ["ratio", "count"].includes(unit) ? figure(value) : `${figure(value)} ${unit}`;
}
