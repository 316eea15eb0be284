import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { execa } from "execa";
import { type Run, run as realRun } from "../system/run.ts";
import { parseProperties } from "./facts.ts";

export interface ExecCall {
  machine: string;
  /** Program and arguments. */
  command: readonly string[];
  /** Absolute, inside. */
  directory: string;
  environment: Readonly<Record<string, string>>;
  /** 0 for none. */
  timeoutMs: number;
  /** Bytes of output that are passed on; what comes after is dropped. 0 for no limit. */
  outputLimit: number;
  /** Leaves no lines in the machine's journal: reading the journal must not fill it. */
  unlogged: boolean;
}

export type ExecPiece =
  | { stdout: Buffer }
  | { stderr: Buffer }
  /** `code` is 128 + signal number if a signal ended it. */
  | { exit: { code: number; truncated: boolean; timedOut: boolean; result: string } };

/** For a machine's systemd that does not answer, because root inside does not let it. */
const quick = { timeoutMs: 10_000 };

/** How long the output of a program that was ended may take to arrive. */
const drainMs = 500;

/** Between pieces of at most 64 KiB that are dropped. */
const droppingMs = 5;

/** Where programs are inside: NixOS, then a conventional system. systemd-run takes spaces here, no colons. */
const searchPath = [
  "/run/wrappers/bin",
  "/run/current-system/sw/bin",
  "/nix/var/nix/profiles/default/bin",
  ...["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"],
];

/** The arguments of systemd-run for a call; the unit's name is the handle to end it by. */
export function execArguments(call: ExecCall, unit: string): string[] {
  const limit = Math.ceil(call.timeoutMs / 1_000);
  return [
    `--machine=${call.machine}`,
    `--unit=${unit}`,
    // For other types than oneshot a program that SIGTERM ended has ended well (systemd.service(5), SuccessExitStatus=).
    ...["--pipe", "--wait", "--quiet", "--service-type=oneshot", "--uid=root"],
    // Else systemd would put its own environment's values in the place of $words.
    "--expand-environment=no",
    `--working-directory=${call.directory}`,
    // systemd-run takes spaces where unit files take colons.
    `--property=ExecSearchPath=${searchPath.join(" ")}`,
    // Applies to what systemd says of the unit and to what the program itself logs.
    ...(call.unlogged ? ["--property=LogLevelMax=err"] : []),
    // What the env module has for whoever works in the container (nix/compose/environment.nix); systemd lets it
    // win over --setenv.
    "--property=EnvironmentFile=-/run/voxnix/env",
    "--property=TimeoutStopSec=5s",
    // Should the executor be gone by then, it ends all the same.
    `--property=TimeoutStartSec=${limit > 0 ? `${limit + 15}s` : "infinity"}`,
    ...Object.entries(call.environment).map(([name, value]) => `--setenv=${name}=${value}`),
    "--",
    ...call.command,
  ];
}

/**
 * Runs a program as root inside a running machine, as a unit of its own systemd. Ending the
 * iteration, the time limit or the signal ends that unit with all of its processes.
 * @throws if the unit could not be started at all
 */
export async function* exec(
  call: ExecCall,
  signal: AbortSignal,
  run: Run = realRun,
): AsyncGenerator<ExecPiece, void> {
  // An abort that has been tells no listener.
  signal.throwIfAborted();
  const unit = `voxnix-exec-${randomBytes(6).toString("hex")}.service`;
  const child = begin(call, unit);
  let timedOut = false;
  let ended = false;
  let ending: Promise<void> | undefined;
  const cutOff = Promise.withResolvers<undefined>();
  const end = () => {
    ending ??= endUnit(run, call.machine, unit, child).finally(() => {
      // What it printed before its end is in the pipe by now. A machine that does not end it keeps the pipe open.
      setTimeout(cutOff.resolve, drainMs, undefined);
    });
    return ending;
  };
  const onAbort = () => void end();
  signal.addEventListener("abort", onAbort, { once: true });
  const timer =
    call.timeoutMs > 0
      ? setTimeout(() => {
          timedOut = true;
          void end();
        }, call.timeoutMs)
      : undefined;
  try {
    let passed = 0;
    let truncated = false;
    for await (const piece of merge(child.stdout, child.stderr, cutOff.promise)) {
      const room = call.outputLimit === 0 ? piece.data.length : call.outputLimit - passed;
      truncated ||= piece.data.length > room;
      const data = piece.data.subarray(0, Math.max(0, room));
      passed += data.length;
      if (data.length > 0) yield piece.from === "stdout" ? { stdout: data } : { stderr: data };
      // Who prints without end is slowed down, or dropping it would be all that the executor does.
      else await delay(droppingMs);
    }
    child.stdout.destroy();
    child.stderr.destroy();
    const finished = await child;
    ended = true;
    const outcome = await outcomeOf(run, call.machine, unit, finished.exitCode ?? 255);
    yield { exit: { ...outcome, truncated, timedOut } };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", onAbort);
    if (!ended) {
      await end();
      await run("systemctl", [`--machine=${call.machine}`, "reset-failed", "--", unit], quick);
    }
    // Output that nobody reads any more would keep it waiting.
    child.stdout.destroy();
    child.stderr.destroy();
    await child;
  }
}

function begin(call: ExecCall, unit: string) {
  return execa("systemd-run", execArguments(call, unit), { reject: false, buffer: false, stdin: "ignore" });
}
type Child = ReturnType<typeof begin>;

// A hang-up can come before systemd-run has asked for the unit: then there is nothing yet to stop.
async function endUnit(run: Run, machine: string, unit: string, child: Child): Promise<void> {
  const stop = () => run("systemctl", [`--machine=${machine}`, "stop", "--", unit], { timeoutMs: 15_000 });
  const { code } = await stop();
  child.kill();
  if (code === 0) return;
  await exited(child);
  await stop();
}

// Its process alone: output that nobody reads would keep the whole of it waiting.
function exited({ nodeChildProcess }: Child): Promise<unknown> {
  const { exitCode, signalCode } = nodeChildProcess;
  return exitCode === null && signalCode === null ? once(nodeChildProcess, "exit") : Promise.resolve();
}

// systemd-run tells a signal and its own failures by one and the same code: the unit knows better.
async function outcomeOf(
  run: Run,
  machine: string,
  unit: string,
  code: number,
): Promise<{ code: number; result: string }> {
  if (code === 0) return { code, result: "success" };
  const inside = `--machine=${machine}`;
  const properties = "--property=LoadState,Result,ExecMainCode,ExecMainStatus";
  const shown = parseProperties(
    (await run("systemctl", [inside, "show", properties, "--", unit], quick)).stdout,
  );
  await run("systemctl", [inside, "reset-failed", "--", unit], quick);
  const status = Number(shown.ExecMainStatus ?? code);
  // 2 is CLD_KILLED and 3 CLD_DUMPED (waitid(2)); before it ran there is no status.
  const bySignal = shown.ExecMainCode === "2" || shown.ExecMainCode === "3";
  if (shown.LoadState !== "loaded") return { code, result: "unknown" };
  return { code: bySignal ? 128 + status : status || code, result: shown.Result ?? "unknown" };
}

type Source = { from: "stdout" | "stderr"; data: Buffer };

// Both outputs in the order in which they come, to their ends or until then; reads no faster than its reader. Each
// wait is a promise of its own: what waits for one that lasts (an output that is silent) is kept for as long, with
// all that it was given.
async function* merge(
  stdout: AsyncIterable<Buffer>,
  stderr: AsyncIterable<Buffer>,
  until: Promise<undefined>,
): AsyncGenerator<Source, void> {
  const come: (Source & { taken: () => void })[] = [];
  let wake = () => {};
  let over = false;
  let open = 2;
  let failed: { error: unknown } | undefined;
  const pull = async (from: Source["from"], output: AsyncIterable<Buffer>) => {
    try {
      for await (const data of output) {
        await new Promise<void>((taken) => {
          come.push({ from, data, taken });
          wake();
        });
      }
    } catch (error) {
      // Where nobody waits any more, its stream was destroyed.
      failed ??= { error };
    }
    open--;
    wake();
  };
  void pull("stdout", stdout);
  void pull("stderr", stderr);
  void until.then(() => {
    over = true;
    wake();
  });
  while (!over) {
    const first = come.shift();
    if (first !== undefined) {
      yield { from: first.from, data: first.data };
      first.taken();
    } else if (failed !== undefined) throw failed.error;
    else if (open === 0) return;
    else
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
  }
}
