import { SandboxError } from "./errors.ts";

/** Tells a person why a command failed; a defect of ours keeps its stack. Returns the exit code. */
export function reportFailure(error: unknown): number {
  if (!(error instanceof SandboxError)) {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return 70;
  }
  process.stderr.write(`${error.message}\n`);
  if (error.detail) process.stderr.write(`\n${error.detail.replace(/^/gm, "  ")}\n`);
  return 1;
}
