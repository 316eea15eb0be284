import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";

/** A process in a session of its own that outlives this one. */
export interface Detached {
  readonly pid: number;
  /** Whether it has ended already. */
  ended(): boolean;
}

/**
 * Starts a program that keeps running when this process ends; what it prints is appended to `log`.
 * Not by execa, which would stand between the program and its log file.
 */
export function startDetached(argv: readonly string[], log: string, env?: NodeJS.ProcessEnv): Detached {
  const [file = "", ...args] = argv;
  const output = openSync(log, "a", 0o600);
  const child = spawn(file, args, {
    detached: true,
    stdio: ["ignore", output, output],
    ...(env ? { env } : {}),
  });
  closeSync(output);
  child.once("error", () => {}); // no such program: pid stays undefined
  child.unref();
  return { pid: child.pid ?? 0, ended: () => child.exitCode !== null || child.signalCode !== null };
}
