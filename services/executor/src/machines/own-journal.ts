import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Run } from "../system/run.ts";
import { command } from "./command.ts";
import { atRest, rootOf, unitOf } from "./facts.ts";
import type { Host } from "./host.ts";
import { readerUnit, readerWords } from "./journal-at-rest.ts";

const kept = 40;
const quickMs = 10_000;

/**
 * What a machine that did not come up wrote itself, oldest first, at most 40 lines: its own journal
 * if it is at rest and that can be read, else what it put on its console.
 * @param sinceMs Unix time in milliseconds; by default the last minutes
 * @param untilMs Unix time in milliseconds: what comes later, such as being shut down, is not its cause
 */
export async function bootLines(
  { run, facts: factsOf }: Pick<Host, "run" | "facts">,
  machine: string,
  sinceMs = Date.now() - 300_000,
  untilMs = Date.now() + 1_000,
  root = rootOf(machine),
): Promise<string[]> {
  const span = [`--since=@${Math.floor(sinceMs / 1_000)}`, `--until=@${Math.ceil(untilMs / 1_000)}`];
  const plain = ["--no-pager", "--quiet", "--output=cat", `--lines=${kept}`, ...span];
  const facts = (await factsOf([machine]).catch(() => undefined))?.get(machine);
  const folder = atRest(facts) ? safeJournal(machine, root) : undefined;
  // All priorities: what a failing service printed is logged as plain information.
  const own = folder === undefined ? [] : await linesAtRest(run, folder, plain);
  return own.length > 0 ? own : lines(run, [...plain, `--unit=${unitOf(machine)}`]);
}

/**
 * The last lines of units inside a running machine, oldest first, at most 40; none if it does not answer. Its own
 * journalctl reads them: `journalctl --machine` on the host would follow a link to the host's journal.
 */
export async function unitLines(run: Run, machine: string, units: readonly string[]): Promise<string[]> {
  const shown = ["--no-pager", "--quiet", "--output=cat", `--lines=${kept}`];
  const words = ["journalctl", ...shown, ...units.map((unit) => `--unit=${unit}`)];
  const { signal } = new AbortController();
  const read = await command(run, machine, words, quickMs, signal).catch(() => ({ stdout: "" }));
  return cleaned(read.stdout).slice(-kept);
}

async function linesAtRest(run: Run, folder: string, args: readonly string[]): Promise<string[]> {
  const words = readerWords(folder, args, readerUnit(), quickMs / 1_000);
  const read = await run("systemd-run", words, { timeoutMs: quickMs + 5_000 });
  return cleaned(read.stdout);
}

async function lines(run: Run, args: readonly string[]): Promise<string[]> {
  const read = await run("journalctl", args, { timeoutMs: quickMs });
  return cleaned(read.stdout);
}

function cleaned(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.replaceAll(/[^\P{Cc}\t]/gu, "").trimEnd())
    .filter((line) => line !== "");
}

/**
 * The journal folder of a machine that does not run, if every step to it and every file in it is
 * what it seems. Root inside could have put a link there that leads to the host's own journal.
 */
export function safeJournal(machine: string, root = rootOf(machine)): string | undefined {
  let folder = root;
  for (const part of ["var", "log", "journal"]) {
    folder = join(folder, part);
    if (!lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) return undefined;
  }
  return onlyFiles(folder, 2) ? folder : undefined;
}

function onlyFiles(folder: string, depth: number): boolean {
  return readdirSync(folder, { withFileTypes: true }).every(
    (entry) =>
      entry.isFile() || (entry.isDirectory() && depth > 0 && onlyFiles(join(folder, entry.name), depth - 1)),
  );
}
