import type { Logger } from "@voxnix/daemon";
import type { Work } from "../machines/work.ts";

/** One difference between what is on record and what the host says. */
export interface Finding {
  /** The rule that it breaks, e.g. "not-installed". */
  rule: string;
  /** Empty where it is about none. */
  machine: string;
  /** Empty where nobody is on record. */
  owner: string;
  /** What was found, in words. */
  found: string;
  /** What a repair does, or what a person has to do. */
  remedy: string;
  /** Puts it right. Idempotent. Absent where voxnix must not, or cannot. */
  repair?: () => Promise<void>;
}

/** What repairs are told and tell. */
export function repairWork(log: Logger, machine: string): Work {
  const { signal } = new AbortController();
  return { signal, log: (source, text) => log.info({ event: "repair", container: machine, source, text }) };
}
