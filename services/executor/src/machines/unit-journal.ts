import type { Run } from "../system/run.ts";
import { parseProperties } from "./facts.ts";
import { type LogEntry, parseEntry } from "./logs.ts";

const quick = { timeoutMs: 10_000 };
const fields = "MESSAGE,PRIORITY,SYSLOG_IDENTIFIER,_SYSTEMD_UNIT,UNIT,_COMM";

/**
 * The newest lines of a unit of the host's, oldest first.
 * @param sinceMs Unix time in milliseconds: what is older is not shown, another owner's machine may have had the name
 */
export async function unitLines(run: Run, unit: string, lines: number, sinceMs = 0): Promise<LogEntry[]> {
  const args = ["--output=json", `--output-fields=${fields}`, "--no-pager", "--quiet"];
  const since = sinceMs > 0 ? [`--since=@${Math.floor(sinceMs / 1_000)}`] : [];
  const read = await run("journalctl", [...args, ...since, `--lines=${lines}`, `--unit=${unit}`], quick);
  if (read.code !== 0) throw new Error(`journalctl ended with code ${read.code}`);
  return read.stdout.split("\n").flatMap((line) => [...parseEntry(line)]);
}

/** What systemd says of a unit of the host's, e.g. "active (running)". */
export async function unitState(run: Run, unit: string): Promise<string> {
  const shown = await run(
    "systemctl",
    ["show", "--property=LoadState,ActiveState,SubState", "--", unit],
    quick,
  );
  const { LoadState, ActiveState, SubState } = parseProperties(shown.stdout);
  return LoadState === "not-found" ? "not there" : `${ActiveState ?? "unknown"} (${SubState ?? "unknown"})`;
}
