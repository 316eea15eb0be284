import { totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { table, writeRow } from "../pages/table.ts";
import { type Cut, cuts, nameOf } from "./cuts.ts";
import type { Outcome } from "./run.ts";

/** How the cuts were made. */
export interface How {
  readonly seed: number;
  /** Whether it was a sandbox and not a machine. */
  readonly sandbox: boolean;
}

const page = fileURLToPath(new URL("../../docs/reliability.md", import.meta.url));
const head = ["power cut", "expected", "observed", "lost", "boot", "again"];

/** A run as a table for people, and its last line in one sentence. */
export function summary(outcomes: readonly Outcome[], how: How, seconds: number): string {
  const good = outcomes.filter(({ problems }) => problems.length === 0).length;
  const left = `${good} of ${outcomes.length} power cuts left everything as it has to be`;
  const atRisk = outcomes.filter(({ blocks }) => blocks !== undefined && blocks.lost > 0).length;
  const disk = how.sandbox ? "" : `; in ${atRisk} the disk lost blocks that it had not written yet`;
  const rows = outcomes.map((outcome) => rowOf(outcome, how));
  return `\n${table(head, rows)}\n\n${left}${disk} (seed ${how.seed}, ${about(seconds)}).\n`;
}

/** Puts a power cut into its row of docs/reliability.md. */
export function writeOutcome(outcome: Outcome, how: How): void {
  const mark = how.sandbox ? "power, sandbox" : "power, machine";
  writeRow(page, mark, { head, names: cuts.map(nameOf), row: rowOf(outcome, how) });
}

function rowOf({ cut, ending, blocks, loose, bootSeconds, problems }: Outcome, how: How): string[] {
  const options = [
    ...(how.sandbox ? ["--sandbox"] : []),
    ...(how.seed === 1 ? [] : [`--seed ${how.seed}`]),
    `--only "${nameOf(cut)}"`,
  ];
  const kept = problems.length === 0 ? "all as it has to be" : `**not kept**: ${problems.join("; ")}`;
  const lost =
    blocks === undefined ? "all unsynced" : `${blocks.lost} of ${blocks.lost + blocks.kept} unflushed blocks`;
  return [
    nameOf(cut),
    expected(cut),
    ending === "" ? kept : `${ending}; ${kept}`,
    `${lost}, unsynced file ${loose}`,
    `${Math.round(bootSeconds)} s`,
    `\`npm run test:vm -- ${options.join(" ")}\``,
  ];
}

function expected({ during, moment }: Cut): string {
  if (during === "rest") return "as it was";
  return moment.at === "told" ? "done" : "done completely, or undone and INTERRUPTED";
}

function about(seconds: number): string {
  return `${Math.round(seconds / 60)} min on ${process.arch}, ${Math.round(totalmem() / 2 ** 30)} GiB`;
}
