import type { Run } from "../system/run.ts";
import { command } from "./command.ts";

/** A reading takes no longer than this. */
export const timeoutMs = 10_000;

/** The output of a program inside of a machine. @throws if it could not be run or took too long */
export async function ask(
  run: Run,
  machine: string,
  words: readonly string[],
  signal: AbortSignal,
): Promise<{ code: number; stdout: string; first: string }> {
  const { code, stdout, lines: all, timedOut } = await command(run, machine, words, timeoutMs, signal);
  if (timedOut) throw new Error(`${words[0]} took longer than ${timeoutMs / 1_000} s`);
  // systemd's own code for a program that is not there (systemd.exec(5)).
  if (code === 203) throw new Error(`there is no program ${words[0]}`);
  return { code, stdout, first: plain(all[0] ?? "") };
}

/** The lines of an output that have something on them. */
export function lines(text: string): string[] {
  return text
    .split("\n")
    .map(plain)
    .filter((line) => line !== "");
}

/** A line without control characters and not too long: whoever is root inside chooses these texts. */
export function plain(text: string): string {
  return text
    .replaceAll(/[^\P{Cc}\t]/gu, "")
    .trimEnd()
    .slice(0, 1_000);
}
