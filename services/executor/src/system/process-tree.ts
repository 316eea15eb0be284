import { readdirSync, readFileSync } from "node:fs";

interface Process {
  pid: number;
  /** In clock ticks since boot: tells a process from a later one with its number (proc_pid_stat(5)). */
  startedAt: string;
}

/** The children of a process, their children, and so on. */
export function descendants(pid: number): Process[] {
  const children = new Map<number, Process[]>();
  for (const entry of readdirSync("/proc")) {
    const found = /^\d+$/.test(entry) ? readStat(Number(entry)) : undefined;
    if (found !== undefined) children.set(found.parent, [...(children.get(found.parent) ?? []), found]);
  }
  const below = (parent: number): Process[] =>
    (children.get(parent) ?? []).flatMap((child) => [child, ...below(child.pid)]);
  return below(pid);
}

/** Ends those of the processes that are still there. */
export function killLeftovers(processes: readonly Process[]): void {
  for (const { pid, startedAt } of processes) {
    if (readStat(pid)?.startedAt !== startedAt) continue;
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It ended by itself in between.
    }
  }
}

function readStat(pid: number): (Process & { parent: number }) | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return undefined;
  }
  // The second field is the program's name in parentheses and may hold anything.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return { pid, parent: Number(fields[1]), startedAt: fields[19] ?? "" };
}
