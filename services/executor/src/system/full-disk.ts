import { type ErrorFacts, VoxnixError } from "@voxnix/protocol";

/** How the system calls it (errno(3)), what programs print of it (strerror(3)), and what it means. */
const kinds = [
  { code: "ENOSPC", printed: /no space left on device/i, means: "the host's disk is full" },
  { code: "EDQUOT", printed: /disk quota exceeded/i, means: "a quota of the host's disk is used up" },
];

/**
 * What failed because a disk takes nothing more; undefined if that is not why.
 * @param what failed, e.g. "The create of dev failed" @param cause an error, or what a program printed
 */
export function diskFull(what: string, cause: unknown, facts: ErrorFacts = {}): VoxnixError | undefined {
  const means = kinds.find((kind) => isOf(kind, cause))?.means;
  if (means === undefined) return undefined;
  return new VoxnixError("DISK_FULL", `${what}: ${means}. Make room, then ask again.`, facts, { cause });
}

function isOf(kind: (typeof kinds)[number], cause: unknown): boolean {
  if (typeof cause === "string") return kind.printed.test(cause);
  if (!(cause instanceof Error)) return false;
  if ("code" in cause && cause.code === kind.code) return true;
  return cause instanceof AggregateError && cause.errors.some((error) => isOf(kind, error));
}
