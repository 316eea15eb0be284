import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

/** How many lines are kept. */
export const historySize = 200;

/** Where a user's lines are kept: in the state folder of the XDG base directory specification. */
export function historyFile(environment: Record<string, string | undefined> = process.env): string {
  const state = environment.XDG_STATE_HOME?.startsWith("/")
    ? environment.XDG_STATE_HOME
    : join(homedir(), ".local/state");
  return join(state, "voxnix/history");
}

/** The lines of earlier chats, newest first, as readline wants them. None if there is no file to read. */
export function readHistory(file: string): string[] {
  try {
    return readFileSync(file, "utf8").split("\n").filter(Boolean).slice(-historySize).reverse();
  } catch {
    return [];
  }
}

/** Keeps the lines, for the user's eyes alone. A history that cannot be written is not worth an error. */
export function writeHistory(file: string, newestFirst: readonly string[]): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, `${newestFirst.slice(0, historySize).reverse().join("\n")}\n`, { mode: 0o600 });
    chmodSync(file, 0o600);
  } catch {
    // E.g. a home that is read-only.
  }
}
