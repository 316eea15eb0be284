import { lastLines, type Run } from "../system/run.ts";
import { exec } from "./exec.ts";

/** How a command inside a machine ended. */
export interface Ended {
  code: number;
  stdout: string;
  /** The end of all that it printed, oldest first. */
  lines: string[];
  timedOut: boolean;
}

const outputLimit = 256 * 1024;
const kept = 40;

/** Runs one of voxnix's own commands inside a running machine and waits for its end. */
export async function command(
  run: Run,
  machine: string,
  words: readonly string[],
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Ended> {
  const call = {
    machine,
    command: words,
    directory: "/",
    environment: {},
    timeoutMs,
    outputLimit,
    unlogged: true,
  };
  let [stdout, all] = ["", ""];
  for await (const piece of exec(call, signal, run)) {
    if ("exit" in piece) {
      const { code, timedOut } = piece.exit;
      return { code, stdout, lines: lastLines(all, kept), timedOut };
    }
    const text = ("stdout" in piece ? piece.stdout : piece.stderr).toString("utf8");
    if ("stdout" in piece) stdout += text;
    all += text;
  }
  throw new Error(`${words[0]} in ${machine} ended without a word`);
}
