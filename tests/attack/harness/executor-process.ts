import { z } from "zod";
import { inAppliance } from "../../system/harness/appliance.ts";

/** The executor as its host sees it. */
export interface Vitals {
  readonly pid: number;
  /** How often systemd has had to start it anew. */
  readonly restarts: number;
  /** Resident memory in MiB. */
  readonly rssMb: number;
  readonly files: number;
  readonly threads: number;
}

const Shown = z.object({ MainPID: z.coerce.number(), NRestarts: z.coerce.number() });

export async function vitals(): Promise<Vitals> {
  const shown = await inAppliance(
    "systemctl",
    "show",
    "--property=MainPID,NRestarts",
    "voxnix-executor.service",
  );
  const { MainPID: pid, NRestarts: restarts } = Shown.parse(
    Object.fromEntries(shown.split("\n").map((line) => line.split("=", 2))),
  );
  const read = await inAppliance(
    "sh",
    "-ec",
    'grep -E "^(VmRSS|Threads):" "/proc/$1/status"; ls "/proc/$1/fd" | wc -l',
    "sh",
    String(pid),
  );
  const [rss = "", threads = "", files = ""] = read.split("\n").map((line) => /\d+/.exec(line)?.[0]);
  return { pid, restarts, rssMb: Number(rss) / 1024, files: Number(files), threads: Number(threads) };
}

/** What the executor wrote since a time that must not be there: defects, rejections, stacks. */
export async function complaints(sinceMs: number): Promise<string[]> {
  const lines = await inAppliance(
    "journalctl",
    "--no-pager",
    "--quiet",
    "--output=cat",
    "--unit=voxnix-executor.service",
    `--since=@${Math.floor(sinceMs / 1000)}`,
  );
  return lines
    .split("\n")
    .filter((line) =>
      /unhandled|uncaught|"event":"defect"|FATAL|heap out of memory|MaxListeners/i.test(line),
    );
}
