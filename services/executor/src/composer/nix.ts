import { type Reason, VoxnixError } from "@voxnix/protocol";
import { diskFull } from "../system/full-disk.ts";
import { lastLines, type Run } from "../system/run.ts";
import { internalJson, type NixProgress } from "./internal-json.ts";

/** Where a composition tells how it goes. */
export interface Reporter {
  phase(phase: "EVALUATE" | "BUILD", text: string): void;
  progress(progress: NixProgress): void;
  log(source: string, text: string): void;
}

export interface NixOptions {
  /** What the evaluator may take of memory, in MiB. */
  evalMemoryMb: number;
}

const hour = 3_600_000;
const shown = 40;
// The evaluator's collector gives up with its own message; the rest of the process needs some as well.
const heapVariable = "GC_MAXIMUM_HEAP_SIZE";
export const heapLimit = ({ evalMemoryMb }: NixOptions): Record<string, string> => ({
  [heapVariable]: String(evalMemoryMb * 1024 * 1024),
});

export interface Instantiation {
  /** A Nix file that is a function of `nixpkgs` and `specFile`. */
  file: string;
  nixpkgs: string;
  specFile: string;
  /** Keeps the derivation from the garbage collector until it is built. */
  root: string;
}

/** Evaluates to a derivation. @returns its path in the store @throws EVAL_FAILED or DISK_FULL with Nix's last words */
export async function instantiate(
  run: Run,
  options: NixOptions,
  what: Instantiation,
  report: Reporter,
  signal: AbortSignal,
): Promise<string> {
  const words = listen(report);
  const done = await run(
    "nix-instantiate",
    [
      what.file,
      ...["--argstr", "nixpkgs", what.nixpkgs],
      ...["--argstr", "specFile", what.specFile],
      ...["--add-root", what.root, "--indirect"],
      ...["--log-format", "internal-json"],
    ],
    {
      signal,
      timeoutMs: hour / 2,
      env: heapLimit(options),
      onStderr: words.feed,
    },
  );
  // The root that it prints is a link to the derivation.
  const printed = done.stdout.trim().split("\n").at(-1) ?? "";
  if (done.code === 0 && printed !== "") return printed;
  const outOfMemory = /out of memory|GC Warning/i.test(done.stderr) || done.code === null;
  throw failed("EVAL_FAILED", words, done.stderr, {
    lead: done.timedOut ? "Nix did not come to an end in half an hour" : "Nix could not evaluate the system",
    advice: outOfMemory ? ` Evaluation may take ${options.evalMemoryMb} MiB.` : "",
  });
}

/** Builds a derivation. @returns the path of its output @throws BUILD_FAILED or DISK_FULL with the end of the log */
export async function realise(
  run: Run,
  derivation: string,
  root: string,
  report: Reporter,
  signal: AbortSignal,
): Promise<string> {
  const words = listen(report);
  const done = await run(
    "nix",
    [
      ...["build", "--extra-experimental-features", "nix-command", "--log-format", "internal-json"],
      ...["--print-build-logs", "--print-out-paths", "--out-link", root, "--", `${derivation}^out`],
    ],
    { signal, timeoutMs: 6 * hour, onStderr: words.feed },
  );
  const output = done.stdout.trim().split("\n").at(-1) ?? "";
  if (done.code === 0 && output !== "") return output;
  throw failed("BUILD_FAILED", words, done.stderr, {
    lead: done.timedOut ? "Nix did not finish building in six hours" : "Nix could not build the system",
    advice: "",
  });
}

const database = "/nix/var/nix/db";

/**
 * Takes what Nix has built to the disk. By itself Nix does not (fsync-store-paths in nix.conf(5) is off, and a
 * transaction of its database is not synced at once): after a power cut a path that was built a moment ago can be
 * there with empty files, or unknown to Nix. From here on others write down that they have it.
 * @throws BUILD_FAILED or DISK_FULL if the disk does not take it
 */
export async function syncStore(run: Run, path: string): Promise<void> {
  const done = await run("sync", ["--file-system", "--", path, database], { timeoutMs: hour / 2 });
  if (done.code === 0) return;
  const lines = lastLines(done.stderr, shown);
  const what = "What was built could not be taken to the disk";
  throw diskFull(what, done.stderr, { lines }) ?? new VoxnixError("BUILD_FAILED", `${what}.`, { lines });
}

// Passes on what Nix says, and keeps the end of it for the error.
function listen(report: Reporter) {
  const errors: string[] = [];
  const log: string[] = [];
  const feed = internalJson({
    progress: report.progress,
    log: (source, text) => {
      report.log(source, text);
      log.push(text);
      if (log.length > shown) log.shift();
    },
    error: (text) => {
      errors.push(...lastLines(text, shown));
      for (const line of lastLines(text, shown)) report.log("nix", line);
    },
  });
  return { feed, errors, log };
}

// What Nix was doing on the way to the error helps nobody who wrote a spec; the operation's log has it.
function withoutTrace(lines: readonly string[]): string[] {
  return lines.slice(
    Math.max(
      0,
      lines.findLastIndex((line) => /^\s*error: ./.test(line)),
    ),
  );
}

function failed(
  reason: Reason,
  words: { errors: string[]; log: string[] },
  stderr: string,
  { lead, advice }: { lead: string; advice: string },
): VoxnixError {
  const said = [...words.log, ...words.errors];
  const lines = (said.length > 0 ? said : lastLines(stderr, shown)).slice(-shown);
  const causes = lines.filter((line) => /^\s*error: ./.test(line));
  // An evaluation unwinds to its cause; of a build that failed, all that depends on it fails after it.
  const cause = (reason === "BUILD_FAILED" ? causes.at(0) : causes.at(-1)) ?? lines.at(-1) ?? "";
  const text = cause
    .replace(/^\s*error:\s*/, "")
    .replaceAll(/\/nix\/store\/[0-9a-z]{32}-/g, "")
    .replace(/\.$/, "");
  const facts = { lines: reason === "EVAL_FAILED" ? withoutTrace(lines) : lines };
  const message = `${lead}${text === "" ? "" : `: ${text}`}.${advice}`;
  return diskFull(lead, lines.join("\n"), facts) ?? new VoxnixError(reason, message, facts);
}
