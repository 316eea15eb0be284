import { lastLines, type Run, run as realRun } from "./run.ts";

const hour = 3_600_000;

/**
 * Removes a tree that a container filled; nothing happens if it is not there. By rm(1), not by Node's: that one
 * holds the names of a whole folder in memory, and cannot reach what lies deeper than the longest path.
 */
export async function removeTree(path: string, run: Run = realRun): Promise<void> {
  const { code, stderr, timedOut } = await run("rm", ["-rf", "--", path], { timeoutMs: hour });
  if (code === 0) return;
  const why = timedOut ? "it was not through in an hour" : lastLines(stderr, 3).join("; ");
  throw new Error(`${path} could not be removed: ${why}`);
}
