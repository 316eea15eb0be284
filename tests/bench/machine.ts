import { execFileSync } from "node:child_process";
import { cpus, loadavg, release, totalmem } from "node:os";

/** What was measured, and on what. */
export interface MachineFacts {
  /** The commit of the checkout, with "+" behind it where files differ from it. */
  revision: string;
  node: string;
  kernel: string;
  cpu: string;
  cores: number;
  memoryMb: number;
  /** Load of the last minute, at the begin of the run. */
  load: number;
  date: string;
  extraContainer: string;
}

export function machineFacts(extraContainer: string): MachineFacts {
  const [first] = cpus();
  return {
    revision: revision(),
    node: process.version,
    kernel: release(),
    cpu: first?.model.trim() ?? "unknown",
    cores: cpus().length,
    memoryMb: Math.round(totalmem() / 1_000_000),
    load: loadavg()[0] ?? 0,
    date: new Date().toISOString(),
    extraContainer: extraContainer.includes("/standins/") ? "stand-in" : extraContainer,
  };
}

function revision(): string {
  const git = (...args: string[]) =>
    execFileSync("git", args, { cwd: import.meta.dirname, encoding: "utf8" }).trim();
  try {
    return git("rev-parse", "--short", "HEAD") + (git("status", "--porcelain") === "" ? "" : "+");
  } catch {
    return "unknown";
  }
}
