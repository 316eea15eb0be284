import { execa } from "execa";
import { atCommand } from "./boundaries.ts";
import { descendants, killLeftovers } from "./process-tree.ts";

export interface RunOptions {
  /** Milliseconds until the program is ended. Default 60 s. */
  timeoutMs?: number;
  /** Ends the program and its children; the run then rejects with the signal's reason. */
  signal?: AbortSignal;
  env?: Record<string, string>;
  /** Told of standard error as it comes, in pieces that end anywhere. */
  onStderr?: (text: string) => void;
}

export interface Finished {
  /** The exit code; null if it could not be started, or a signal or the time limit ended it. */
  code: number | null;
  stdout: string;
  /** The end of it, at most 64 KiB. */
  stderr: string;
  timedOut: boolean;
}

/** Runs a program with a list of arguments: no shell, no input. A failing program is a result, not an error. */
export type Run = (program: string, args: readonly string[], options?: RunOptions) => Promise<Finished>;

const stdoutLimit = 16 * 1024 * 1024;
const stderrKept = 64 * 1024;
const graceMs = 10_000;

/** The real Run. */
export const run: Run = async (program, args, options = {}) => {
  options.signal?.throwIfAborted();
  atCommand(program, args, "before");
  const child = execa(program, args, {
    reject: false,
    buffer: false,
    stdin: "ignore",
    timeout: options.timeoutMs ?? 60_000,
    forceKillAfterDelay: graceMs,
    killDescendants: true,
    ...(options.signal ? { cancelSignal: options.signal } : {}),
    ...(options.env ? { env: options.env } : {}),
  });
  // Builders of a single-user Nix are sessions of their own: the process group does not hold them.
  let tree: ReturnType<typeof descendants> = [];
  const remember = () => {
    if (child.pid !== undefined) tree = descendants(child.pid);
  };
  options.signal?.addEventListener("abort", remember, { once: true });

  // Whoever is left keeps the output open, and the run would wait for it.
  child.nodeChildProcess.once("exit", () => killLeftovers(tree));

  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    if (stdout.length < stdoutLimit) stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr = (stderr + text).slice(-stderrKept);
    options.onStderr?.(text);
  });
  const result = await child;
  atCommand(program, args, "after");
  options.signal?.removeEventListener("abort", remember);
  options.signal?.throwIfAborted();
  const unstarted = result.failed && result.exitCode === undefined && result.signal === undefined;
  return {
    code: result.exitCode ?? null,
    stdout,
    stderr: unstarted && !result.timedOut ? `${stderr}${program}: ${result.shortMessage}` : stderr,
    timedOut: result.timedOut,
  };
};

/** The last lines of a program's output, without empty ones. */
export function lastLines(text: string, count: number): string[] {
  return text
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line !== "")
    .slice(-count);
}
