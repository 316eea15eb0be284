import { readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import type { MachineFacts } from "../machine.ts";
import type { Results } from "../section.ts";

const Row = z.object({
  name: z.string(),
  value: z.number(),
  unit: z.string(),
  spread: z.number(),
  n: z.number(),
});
const Machine = z.object({
  revision: z.string(),
  node: z.string(),
  kernel: z.string(),
  cpu: z.string(),
  cores: z.number(),
  memoryMb: z.number(),
  load: z.number(),
  date: z.string(),
  extraContainer: z.string(),
});
const Line = z.object({ label: z.string(), points: z.array(z.tuple([z.number(), z.number()])) });
const Run = z.object({
  machine: Machine,
  quick: z.boolean(),
  rows: z.array(Row),
  skips: z.array(z.object({ name: z.string(), reason: z.string() })),
  curves: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      size: z.string(),
      unit: z.string(),
      lines: z.array(Line),
    }),
  ),
});

/** A run as it is kept in a file. */
export interface WrittenRun {
  machine: MachineFacts;
  quick: boolean;
  results: Results;
}

export function writeRun(file: string, { machine, quick, results }: WrittenRun): void {
  writeFileSync(file, `${JSON.stringify({ machine, quick, ...results }, null, 2)}\n`);
}

export function readRun(file: string): WrittenRun {
  const { machine, quick, ...results } = Run.parse(JSON.parse(readFileSync(file, "utf8")));
  return { machine, quick, results };
}

/** A run with the rows of a later one in place of its own, and those that it has not. */
export function merged(run: WrittenRun, later: WrittenRun): WrittenRun {
  const named = <One extends { name: string }>(own: readonly One[], others: readonly One[]): One[] => [
    ...own.map((one) => others.find(({ name }) => name === one.name) ?? one),
    ...others.filter(({ name }) => !own.some((one) => one.name === name)),
  ];
  const rows = named(run.results.rows, later.results.rows);
  const skips = named(run.results.skips, later.results.skips).filter(
    ({ name }) => !rows.some((row) => row.name === name),
  );
  return { ...run, results: { rows, skips, curves: named(run.results.curves, later.results.curves) } };
}
