import { rmSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { clearLeftovers } from "./boot.ts";
import { forgetBoot, runningSupervisor } from "./boot-record.ts";
import { stopHostAgent } from "./host-agent.ts";
import { restoreInotifyLimit } from "./inotify-limit.ts";
import type { SandboxPaths } from "./paths.ts";
import { isAlive, leaderOf, type ProcessIdentity } from "./processes.ts";
import type { Progress } from "./progress.ts";

/** Longer than the 90 s after which systemd in the appliance kills what does not stop. */
const patienceMs = 100_000;

/** Stops the appliance the way a machine is shut down, containers first; does nothing when it is not running. */
export async function shutDown(paths: SandboxPaths, progress: Progress): Promise<void> {
  const supervisor = runningSupervisor(paths);
  if (supervisor)
    await progress.step("Stopping the appliance and its containers", async (report) => {
      await stopHostAgent(paths);
      const leader = leaderOf(supervisor.pid);
      process.kill(supervisor.pid, "SIGTERM"); // nspawn asks the appliance's systemd to halt
      if (await ended(supervisor, patienceMs)) return;
      report("it did not halt, killing it");
      if (leader !== null) process.kill(leader, "SIGKILL");
      if (!(await ended(supervisor, 10_000))) process.kill(supervisor.pid, "SIGKILL");
    });
  forgetBoot(paths);
  await clearLeftovers(paths);
  rmSync(paths.runtime, { recursive: true, force: true });
  restoreInotifyLimit();
}

async function ended(supervisor: ProcessIdentity, withinMs: number): Promise<boolean> {
  for (const end = Date.now() + withinMs; isAlive(supervisor); await pause(50))
    if (Date.now() > end) return false;
  return true;
}
