import { z } from "zod";
import type { Run } from "../system/run.ts";
import { parseProperties, rootOf, unitOf } from "./facts.ts";
import { ask, lines, plain, timeoutMs } from "./inspect-ask.ts";

export interface FailedUnit {
  name: string;
  result: string;
  lines: string[];
}

const mostFailedUnits = 5;
const linesPerUnit = 10;

/** What a machine's own systemd says of it, e.g. "running" or "degraded". */
export async function systemState(run: Run, machine: string): Promise<string> {
  const { stdout, stderr } = await run("systemctl", [`--machine=${machine}`, "is-system-running"], {
    timeoutMs,
  });
  const state = plain(stdout.trim());
  if (state === "") throw new Error(plain(stderr.trim()) || "its systemd does not answer");
  return state;
}

/** The units inside that failed, the first few of them with the end of their journal. */
export async function failedUnits(run: Run, machine: string, signal: AbortSignal): Promise<FailedUnit[]> {
  const inside = `--machine=${machine}`;
  const listed = await run("systemctl", [inside, "list-units", "--failed", "--output=json"], { timeoutMs });
  const names = Units.parse(JSON.parse(listed.stdout)).map(({ unit }) => unit);
  if (names.length === 0) return [];
  const shown = await run("systemctl", [inside, "show", "--property=Id,Result", "--", ...names], {
    timeoutMs,
  });
  const blocks = shown.stdout.split("\n\n").map(parseProperties);
  return Promise.all(
    names.map(async (name, index) => ({
      name: plain(name),
      result: plain(blocks.find(({ Id }) => Id === name)?.Result ?? ""),
      lines: index < mostFailedUnits ? await unitJournal(run, machine, name, signal) : [],
    })),
  );
}

const Units = z.array(z.object({ unit: z.string().regex(/^[^-\s][^\s]*$/) }));

async function unitJournal(run: Run, machine: string, unit: string, signal: AbortSignal): Promise<string[]> {
  const words = [
    "journalctl",
    "--no-pager",
    "--quiet",
    "--output=cat",
    `--lines=${linesPerUnit}`,
    `--unit=${unit}`,
  ];
  return lines((await ask(run, machine, words, signal)).stdout);
}

/** What a module tells of itself: the first line of its program `voxnix-fact-<module>`. */
export async function moduleFact(
  run: Run,
  machine: string,
  module: string,
  signal: AbortSignal,
): Promise<{ module: string; text: string; ok: boolean }> {
  const { code, stdout, first } = await ask(run, machine, [`voxnix-fact-${module}`], signal);
  return { module, text: lines(stdout)[0] ?? first, ok: code === 0 };
}

/** What the host accounts for a running machine: bytes and tasks, 0 for what it does not. */
export async function consumption(
  run: Run,
  machine: string,
): Promise<{ memoryBytes: number; tasks: number }> {
  const shown = await run(
    "systemctl",
    ["show", "--property=MemoryCurrent,TasksCurrent", "--", unitOf(machine)],
    { timeoutMs },
  );
  const { MemoryCurrent, TasksCurrent } = parseProperties(shown.stdout);
  return { memoryBytes: counted(MemoryCurrent), tasks: counted(TasksCurrent) };
}

// "[not set]", or the largest number there is, where nobody counts.
function counted(text: string | undefined): number {
  const value = Number(text);
  return Number.isSafeInteger(value) && value > 0 ? value : 0;
}

/** Bytes of a machine's own files: without the Nix store and its workspace, which are other mounts. */
export function ownBytes(run: Run, machine: string): Promise<number> {
  return treeBytes(run, rootOf(machine));
}

/** Bytes of all files in a folder. @throws if counting takes too long */
export async function treeBytes(run: Run, folder: string): Promise<number> {
  const args = ["--summarize", "--one-file-system", "--block-size=1", "--", folder];
  const { stdout, timedOut } = await run("du", args, { timeoutMs });
  if (timedOut) throw new Error("there are too many files to count in time");
  // It ends with 1 if a file went away meanwhile.
  const bytes = Number(/^(\d+)\s/.exec(stdout)?.[1]);
  if (Number.isNaN(bytes)) throw new Error("its files cannot be counted");
  return bytes;
}
