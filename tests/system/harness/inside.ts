import type { ExecutorClient } from "@voxnix/protocol";

/** What a command in a container printed, and how it ended. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly truncated: boolean;
  readonly timedOut: boolean;
}

/** More than the command itself. */
export interface RunOptions {
  readonly environment?: Record<string, string>;
  readonly directory?: string;
  readonly timeoutSeconds?: number;
}

/** Runs a command in a container through the executor. @throws VoxnixError when the executor refuses */
export const runIn = async (
  client: ExecutorClient,
  owner: string,
  name: string,
  command: string[],
  options: RunOptions = {},
): Promise<Ran> => {
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  for await (const { stdout, stderr, exit } of client.containers.Exec({ owner, name, command, ...options })) {
    if (stdout) out.push(Buffer.from(stdout));
    if (stderr) err.push(Buffer.from(stderr));
    if (exit)
      return {
        code: exit.code,
        truncated: exit.truncated,
        timedOut: exit.timedOut,
        stdout: Buffer.concat(out).toString("utf8"),
        stderr: Buffer.concat(err).toString("utf8"),
      };
  }
  throw new Error("The stream ended without an exit.");
};

/** The newest journal lines of a container. */
export const logsOf = async (
  client: ExecutorClient,
  owner: string,
  name: string,
  lines: number,
): Promise<string[]> => {
  const texts: string[] = [];
  for await (const entry of client.containers.Logs({ owner, name, lines })) texts.push(entry.text);
  return texts;
};
