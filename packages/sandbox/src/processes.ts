import { readdirSync, readFileSync } from "node:fs";

/** A process that cannot be mistaken for a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Ticks after boot, from /proc/PID/stat. */
  readonly startTime: string;
}

/** The identity of a live process, or null when there is none with that number. */
export function identify(pid: number): ProcessIdentity | null {
  const startTime = stat(pid)?.[19];
  return startTime === undefined ? null : { pid, startTime };
}

/** Whether that very process is still there; a zombie is not. */
export function isAlive(process: ProcessIdentity): boolean {
  const fields = stat(process.pid);
  return fields?.[19] === process.startTime && fields[0] !== "Z";
}

/** The process that is PID 1 of the system that a systemd-nspawn supervises, once it has started it. */
export function leaderOf(supervisor: number): number | null {
  for (const child of childrenOf(supervisor)) if (isInitOfItsNamespace(child)) return child;
  return null;
}

/** The live processes whose command line contains these arguments, in /proc order. */
export function processesWith(args: readonly string[]): ProcessIdentity[] {
  return pids().flatMap((pid) => {
    const argv = read(`/proc/${pid}/cmdline`).split("\0");
    const identity = args.every((arg) => argv.includes(arg)) ? identify(pid) : null;
    return identity ? [identity] : [];
  });
}

/** The child of a process that has exactly one. */
export function onlyChildOf(parent: number): number | null {
  const children = childrenOf(parent);
  return children.length === 1 ? (children[0] ?? null) : null;
}

function childrenOf(parent: number): number[] {
  return pids().filter((pid) => Number(stat(pid)?.[1]) === parent);
}

function pids(): number[] {
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number);
}

function isInitOfItsNamespace(pid: number): boolean {
  const namespaced = /^NSpid:.*\t(\d+)$/m.exec(read(`/proc/${pid}/status`));
  return namespaced?.[1] === "1";
}

/** The fields of /proc/PID/stat after the program name, which may itself contain spaces; see proc(5). */
function stat(pid: number): string[] | null {
  const text = read(`/proc/${pid}/stat`);
  return text === "" ? null : text.slice(text.lastIndexOf(")") + 2).split(" ");
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // the process went away
  }
}
