import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { basename, dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type BootOptions, runningLeader, writeBootRecord } from "./boot-record.ts";
import { inOwnCgroup, removeCgroups } from "./cgroup.ts";
import { startDetached } from "./detached.ts";
import { SandboxError } from "./errors.ts";
import { exec } from "./exec.ts";
import { isSystemdHost, onHost, onHostOrThrow } from "./host.ts";
import type { SandboxPaths } from "./paths.ts";
import { identify, isAlive, type ProcessIdentity } from "./processes.ts";

const bootDeadlineMs = 120_000;

/** Boots the appliance, detached from this process, and waits until its systemd has finished starting. */
export async function boot(
  paths: SandboxPaths,
  options: BootOptions,
  argv: readonly string[],
): Promise<void> {
  await clearLeftovers(paths);
  mkdirSync(paths.executorRuntime, { recursive: true, mode: 0o755 });
  mkdirSync(paths.agentRuntime, { recursive: true, mode: 0o755 });
  rmSync(paths.consoleLog, { force: true });
  const pid = isSystemdHost()
    ? await startAsUnit(paths, argv)
    : startDetached(inOwnCgroup(paths, argv), paths.consoleLog).pid;
  const supervisor = identify(pid);
  if (!supervisor) throw bootFailure(paths, "systemd-nspawn ended at once");
  writeBootRecord(paths, { supervisor, argv: [...argv], options });
  await booted(paths, supervisor);
}

/** On a systemd host: a transient unit, so that the appliance is in no login session and has a cgroup to delegate. */
async function startAsUnit(paths: SandboxPaths, argv: readonly string[]): Promise<number> {
  const unit = `${paths.machine}.service`;
  await onHost(["systemctl", "reset-failed", unit]);
  await onHostOrThrow(
    [
      ...[
        "systemd-run",
        "--quiet",
        "--collect",
        `--unit=${unit}`,
        "--slice=machine.slice",
        "--service-type=exec",
      ],
      ...["--property=Delegate=yes", "--property=KillMode=mixed", "--property=TasksMax=infinity"],
      ...[`--property=StandardOutput=append:${paths.consoleLog}`, "--property=StandardError=inherit"],
      ...argv,
    ],
    "start the appliance as a transient unit",
  );
  return Number(
    await onHostOrThrow(
      ["systemctl", "show", "--property=MainPID", "--value", unit],
      "find the appliance's process",
    ),
  );
}

/** Waits for the appliance's systemd to say that it has started everything. */
async function booted(paths: SandboxPaths, supervisor: ProcessIdentity): Promise<void> {
  const deadline = Date.now() + bootDeadlineMs;
  while (Date.now() < deadline) {
    if (!isAlive(supervisor)) throw bootFailure(paths, "systemd-nspawn ended during the boot");
    if (runningLeader(paths) !== null) {
      const answer = await exec(
        ["systemctl", "is-system-running", "--wait"],
        { timeoutMs: bootDeadlineMs },
        paths,
      );
      if (/^(running|degraded)$/m.test(answer.stdout)) return;
    }
    await pause(50); // its bus is not there yet
  }
  throw bootFailure(paths, `it was not up within ${bootDeadlineMs / 1000} s`);
}

/** Removes what a killed supervisor leaves in /run and /sys/fs/cgroup; the next start under that name would fail on it. */
export async function clearLeftovers(paths: SandboxPaths): Promise<void> {
  for (const folder of ["unix-export", "propagate"]) {
    const left = `/run/systemd/nspawn/${folder}/${paths.machine}`;
    if (!existsSync(left)) continue;
    await onHost(["umount", "--lazy", "--quiet", left]);
    rmSync(left, { recursive: true, force: true });
  }
  if (!isSystemdHost()) await removeCgroups(paths);
  rmSync(`${dirname(paths.root)}/.#${basename(paths.root)}.lck`, { force: true });
  rmSync(paths.runtime, { recursive: true, force: true });
}

function bootFailure(paths: SandboxPaths, what: string): SandboxError {
  const log = existsSync(paths.consoleLog) ? readFileSync(paths.consoleLog, "utf8") : "";
  return new SandboxError(`The appliance did not boot: ${what}.`, log.split("\n").slice(-25).join("\n"));
}
