import { SandboxError } from "./errors.ts";
import { exec, execOrThrow } from "./exec.ts";
import type { SandboxPaths } from "./paths.ts";

export const executorUnit = "voxnix-executor.service";
export const agentUnit = "voxnix-agent.service";
export const infrastructure = [
  "voxnix-fence.service",
  "voxnix-bridge.service",
  "voxnix-executor-agent.socket",
  "voxnix-executor-admin.socket",
];

/** Starts the bridge and the sockets, so that the doors are open before anyone is behind them. */
export async function startInfrastructure(
  paths: SandboxPaths,
  changedUnits: readonly string[],
): Promise<void> {
  const restart = infrastructure.filter((unit) => changedUnits.includes(unit));
  if (restart.length > 0)
    await execOrThrow(["systemctl", "restart", ...restart], "restart changed units", {}, paths);
  await execOrThrow(
    ["systemctl", "--quiet", "enable", "--now", ...infrastructure],
    "open the sockets",
    {},
    paths,
  );
}

/** Starts a service, or restarts it, and waits until it has said that it is ready. */
export async function startService(
  paths: SandboxPaths,
  unit: string,
  { restart }: { restart: boolean },
): Promise<void> {
  await execOrThrow(["systemctl", "--quiet", "enable", unit], `enable ${unit}`, {}, paths);
  await exec(["systemctl", "reset-failed", unit], {}, paths);
  const started = await exec(["systemctl", restart ? "restart" : "start", unit], {}, paths);
  if (started.exitCode !== 0 || !(await isActive(paths, unit)))
    throw new SandboxError(`${unit} did not start in the appliance.`, await journal(paths, unit));
}

/** Stops a service and keeps it from starting with the appliance. */
export async function disableService(paths: SandboxPaths, unit: string): Promise<void> {
  await execOrThrow(["systemctl", "--quiet", "disable", "--now", unit], `stop ${unit}`, {}, paths);
}

export async function isActive(paths: SandboxPaths, unit: string): Promise<boolean> {
  return (await exec(["systemctl", "--quiet", "is-active", unit], {}, paths)).exitCode === 0;
}

async function journal(paths: SandboxPaths, unit: string): Promise<string> {
  const lines = await exec(
    ["journalctl", "--no-pager", "--unit", unit, "--lines=25", "--output=cat"],
    {},
    paths,
  );
  return lines.stdout;
}
