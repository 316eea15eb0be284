import { existsSync } from "node:fs";
import { exec } from "./exec.ts";
import { onHost } from "./host.ts";
import { hostAgentIsRunning, hostAgentLog } from "./host-agent.ts";
import { type SandboxPaths, sandboxPaths } from "./paths.ts";
import { agentUnit, executorUnit } from "./services.ts";

/** Prints the appliance's journal, of executor and agent unless units are named. Resolves to the exit code. */
export async function logs(
  { units, follow }: { units: readonly string[]; follow: boolean },
  paths: SandboxPaths = sandboxPaths(),
): Promise<number> {
  if (hostAgentIsRunning(paths) && existsSync(hostAgentLog(paths))) {
    process.stdout.write(`-- the agent runs on the host's network; ${hostAgentLog(paths)} ends with:\n`);
    process.stdout.write(
      `${(await onHost(["tail", "--lines=50", hostAgentLog(paths)])).stdout}\n-- journal:\n`,
    );
  }
  const wanted = units.length > 0 ? units : [executorUnit, agentUnit];
  const argv = ["journalctl", "--no-pager", ...wanted.flatMap((unit) => ["--unit", unit])];
  argv.push(follow ? "--follow" : "--lines=200");
  return (await exec(argv, { stdio: "inherit" }, paths)).exitCode;
}
