import { existsSync } from "node:fs";
import { execa } from "execa";
import { SandboxError } from "./errors.ts";

export interface HostResult {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** Root's PATH, also for a shell that `su` opened without one. */
const searchPath = [process.env.PATH, "/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/bin", "/bin"]
  .filter(Boolean)
  .join(":");

/** Runs a program on the host and waits; a non-zero exit is an answer, not an exception. */
export async function onHost(
  argv: readonly string[],
  options: { onLine?: (line: string) => void; env?: Record<string, string> } = {},
): Promise<HostResult> {
  const [file = "", ...args] = argv;
  const tap = function* (line: unknown) {
    options.onLine?.(String(line));
    yield line;
  };
  const result = await execa(file, args, {
    reject: false,
    stdin: "ignore",
    stdout: tap,
    stderr: tap,
    env: { PATH: searchPath, LC_ALL: "C.UTF-8", ...options.env },
  });
  return { exitCode: result.exitCode ?? 128, stdout: result.stdout, stderr: result.stderr };
}

/** Runs a program on the host that has to succeed; `purpose` completes "Could not …". */
export async function onHostOrThrow(argv: readonly string[], purpose: string): Promise<string> {
  const result = await onHost(argv);
  if (result.exitCode !== 0)
    throw new SandboxError(`Could not ${purpose}: ${argv[0]} exited with ${result.exitCode}.`, result.stderr);
  return result.stdout;
}

/** Whether a program is installed on the host. */
export function isInstalled(program: string): boolean {
  return searchPath.split(":").some((folder) => existsSync(`${folder}/${program}`));
}

/** Whether systemd runs this host, by the test that sd_booted(3) documents. */
export function isSystemdHost(): boolean {
  return existsSync("/run/systemd/system");
}
