import { VoxnixError } from "@voxnix/protocol";
import { z } from "zod";
import { type Run, run as realRun } from "../system/run.ts";
import { exec } from "./exec.ts";
import { readAtRest } from "./journal-at-rest.ts";
import { safeJournal } from "./own-journal.ts";

export interface LogsCall {
  machine: string;
  lines: number;
  /** Empty for all. */
  unit: string;
  follow: boolean;
  /** If not, it is to be at rest. */
  running: boolean;
}

export interface LogEntry {
  timeMs: number;
  unit: string;
  priority: number;
  identifier: string;
  text: string;
}

/**
 * A machine's own journal, oldest first. While it runs, its own journalctl reads it: root inside could
 * put links into the journal folder that lead a reader on the host to the host's journal.
 */
export async function* logs(
  call: LogsCall,
  signal: AbortSignal,
  run: Run = realRun,
): AsyncGenerator<LogEntry> {
  const args = logArguments(call);
  if (call.running) return yield* entries(readInside(call.machine, args, signal, run));
  const folder = safeJournal(call.machine);
  if (folder === undefined) return;
  try {
    yield* entries(readAtRest(folder, args, signal, run));
  } catch (error) {
    // Its container was destroyed before the reader could begin.
    if (safeJournal(call.machine) !== undefined) throw error;
  }
}

async function* readInside(
  machine: string,
  args: readonly string[],
  signal: AbortSignal,
  run: Run,
): AsyncGenerator<Buffer> {
  const command = ["journalctl", ...args];
  const call = { machine, command, directory: "/", environment: {}, timeoutMs: 0, outputLimit: 0 };
  for await (const piece of exec({ ...call, unlogged: true }, signal, run)) {
    if ("exit" in piece && piece.exit.code !== 0 && !signal.aborted)
      throw unreadable(machine, piece.exit.code);
    if ("stdout" in piece) yield piece.stdout;
  }
}

async function* entries(pieces: AsyncIterable<Buffer>): AsyncGenerator<LogEntry> {
  let rest = "";
  const decoder = new TextDecoder();
  for await (const piece of pieces) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split("\n");
    rest = (lines.pop() ?? "").slice(0, longestLine);
    for (const line of lines) yield* parseEntry(line);
  }
}

const longestLine = 1024 * 1024;

/** The arguments of journalctl for a call. */
export function logArguments(call: LogsCall): string[] {
  return [
    ...["--output=json", "--no-pager", "--quiet", `--lines=${call.lines}`],
    "--output-fields=MESSAGE,PRIORITY,SYSLOG_IDENTIFIER,_SYSTEMD_UNIT,UNIT,_COMM",
    ...(call.unit === "" ? [] : [`--unit=${call.unit}`]),
    ...(call.follow ? ["--follow"] : []),
  ];
}

// journalctl prints a field as bytes where it is not text, and as a list where it is there twice.
const Field = z.union([z.string(), z.array(z.unknown()), z.null()]).optional();
const Entry = z.object({
  __REALTIME_TIMESTAMP: z.string(),
  MESSAGE: Field,
  PRIORITY: Field,
  SYSLOG_IDENTIFIER: Field,
  _SYSTEMD_UNIT: Field,
  UNIT: Field,
  _COMM: Field,
});

/** One line of `journalctl --output=json`; nothing if it is not an entry. */
export function* parseEntry(line: string): Generator<LogEntry> {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return;
  }
  const entry = Entry.safeParse(json);
  if (!entry.success) return;
  const {
    __REALTIME_TIMESTAMP: micros,
    MESSAGE,
    PRIORITY,
    SYSLOG_IDENTIFIER,
    _SYSTEMD_UNIT,
    UNIT,
    _COMM,
  } = entry.data;
  const priority = Number(text(PRIORITY) || 6);
  yield {
    timeMs: Math.floor(Number(micros) / 1_000) || 0,
    unit: text(UNIT) || text(_SYSTEMD_UNIT),
    priority: Number.isInteger(priority) ? priority : 6,
    identifier: text(SYSLOG_IDENTIFIER) || text(_COMM),
    text: text(MESSAGE).slice(0, 16_384),
  };
}

function text(field: z.infer<typeof Field>): string {
  if (typeof field === "string") return field;
  if (!Array.isArray(field)) return "";
  if (field.every((item) => typeof item === "number")) return Buffer.from(field).toString("utf8");
  return text(typeof field[0] === "string" ? field[0] : null);
}

function unreadable(machine: string, code: number): VoxnixError {
  return new VoxnixError(
    "INTERNAL",
    `The journal of ${machine} cannot be read: journalctl inside ended with code ${code}.`,
  );
}
