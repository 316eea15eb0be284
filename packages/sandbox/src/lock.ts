import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { execa } from "execa";
import { SandboxError } from "./errors.ts";

/**
 * Holds an exclusive lock on a file while `work` runs.
 * The lock belongs to a `flock` child that lives as long as its standard input, so it ends with this
 * process however that ends; Node itself has no flock(2).
 */
export async function withLock<T>(file: string, work: () => Promise<T>, onWait?: () => void): Promise<T> {
  mkdirSync(dirname(file), { recursive: true });
  const holder = execa("flock", ["--exclusive", file, "sh", "-c", "echo held; exec cat >/dev/null"], {
    stdin: "pipe",
    reject: false,
  });
  const waiting = setTimeout(() => onWait?.(), 500);
  try {
    await Promise.race([once(holder.stdout, "data"), failed(holder, file)]);
    clearTimeout(waiting);
    return await work();
  } finally {
    clearTimeout(waiting);
    holder.stdin.end();
    await holder;
  }
}

async function failed(holder: PromiseLike<{ stderr: string }>, file: string): Promise<never> {
  const { stderr } = await holder;
  throw new SandboxError(`Could not lock ${file}.`, stderr);
}
