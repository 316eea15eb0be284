import { totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { type Cut, nameOf } from "./cuts.ts";
import { table, writeBetween } from "./page.ts";
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
export function summary(result: Result): string {
  const { outcomes, seconds, seed } = result;
  const good = outcomes.filter(({ problems }) => problems.length === 0).length;
  const left = `${good} of ${outcomes.length} power cuts left everything as it has to be`;
  const atRisk = outcomes.filter(({ blocks }) => blocks !== undefined && blocks.lost > 0).length;
  const disk = result.sandbox ? "" : `; in ${atRisk} the disk lost blocks that it had not written yet`;
  return `\n${rows(result)}\n\n${left}${disk} (seed ${seed}, ${about(seconds)}).\n`;
}

/** Puts the table between its marks in docs/reliability.md. */
export function writeSection(result: Result): void {
  const mark = result.sandbox ? "power, sandbox" : "power, machine";
  writeBetween(page, mark, `\`${command(result)}\`\n${summary(result)}`);
}

const command = ({ sandbox }: Result) => `npm run test:vm${sandbox ? " -- --sandbox" : ""}`;

function rows(result: Result): string {
  const { outcomes, seed } = result;
  const again = `${command(result)}${result.sandbox ? "" : " --"}${seed === 1 ? "" : ` --seed ${seed}`}`;
  return table(
    ["power cut", "expected", "observed", "lost", "boot", "again"],
    outcomes.map(({ cut, ending, blocks, loose, bootSeconds, problems }) => [
      nameOf(cut),
      expected(cut),
      [ending, problems.length === 0 ? "all as it has to be" : `**not kept**: ${problems.join("; ")}`]
        .filter((words) => words !== "")
        .join("; "),
      [
        blocks === undefined
          ? "all unsynced"
          : `${blocks.lost} of ${blocks.lost + blocks.kept} unflushed blocks`,
        `unsynced file ${loose}`,
      ].join(", "),
      `${Math.round(bootSeconds)} s`,
      `\`${again} --only "${nameOf(cut)}"\``,
    ]),
  );
}

function expected({ during, moment }: Cut): string {
  if (during === "rest") return "as it was";
  return moment.at === "told" ? "done" : "done completely, or undone and INTERRUPTED";
}

function about(seconds: number): string {
  return `${Math.round(seconds / 60)} min on ${process.arch}, ${Math.round(totalmem() / 2 ** 30)} GiB`;
}
