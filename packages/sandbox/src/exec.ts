import { constants } from "node:os";
import { execa } from "execa";
import { runningLeader } from "./boot-record.ts";
import { SandboxError } from "./errors.ts";
import { CODE, type SandboxPaths, sandboxPaths } from "./paths.ts";

export interface ExecOptions {
  /** Standard input; none by default. */
  readonly input?: string | Uint8Array;
  /** Added to the appliance's clean environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** A directory of the appliance, default /root. */
  readonly cwd?: string;
  /** "inherit" passes this process's own standard streams through. */
  readonly stdio?: "pipe" | "inherit";
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

export interface ExecResult {
  /** As a shell reports it: 128 plus the signal's number for a program that a signal ended. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export const appliancePath = `/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:${CODE}/node_modules/node/bin`;

/** Runs a program in the appliance as root; a non-zero exit code is an answer, not an exception. */
export async function exec(
  argv: readonly string[],
  options: ExecOptions = {},
  paths: SandboxPaths = sandboxPaths(),
): Promise<ExecResult> {
  const leader = runningLeader(paths);
  if (leader === null)
    throw new SandboxError("The sandbox is not running: start it with `npm run sandbox -- up`.");
  const environment = {
    PATH: appliancePath,
    HOME: "/root",
    LANG: "C.UTF-8",
    TERM: process.env.TERM ?? "dumb",
    ...options.env,
  };
  const inherit = options.stdio === "inherit";
  const result = await execa(
    "nsenter",
    [
      ...["--target", String(leader), "--mount", "--uts", "--ipc", "--net", "--pid", "--cgroup", "--"],
      ...["env", "--ignore-environment", `--chdir=${options.cwd ?? "/root"}`],
      ...Object.entries(environment).map(([name, value]) => `${name}=${value}`),
      ...argv,
    ],
    {
      reject: false,
      stripFinalNewline: false,
      stdout: inherit ? "inherit" : "pipe",
      stderr: inherit ? "inherit" : "pipe",
      ...(options.input === undefined ? { stdin: inherit ? "inherit" : "ignore" } : { input: options.input }),
      ...(options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs }),
      ...(options.signal === undefined ? {} : { cancelSignal: options.signal }),
    },
  );
  return {
    exitCode: result.exitCode ?? 128 + signalNumber(result.signal),
    stdout: result.stdout ?? "",
    stderr: result.stderr ?? "",
  };
}

/** Runs a program in the appliance that has to succeed; `purpose` completes "Could not …". Resolves to its output. */
export async function execOrThrow(
  argv: readonly string[],
  purpose: string,
  options: ExecOptions = {},
  paths: SandboxPaths = sandboxPaths(),
): Promise<string> {
  const result = await exec(argv, options, paths);
  if (result.exitCode !== 0)
    throw new SandboxError(
      `Could not ${purpose}: in the appliance, \`${argv.join(" ")}\` exited with ${result.exitCode}.`,
      result.stderr || result.stdout,
    );
  return result.stdout;
}

function signalNumber(name: NodeJS.Signals | undefined): number {
  return name === undefined ? 0 : constants.signals[name];
}
