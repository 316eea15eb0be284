import { setTimeout as pause } from "node:timers/promises";
import { inAppliance } from "../../system/harness/appliance.ts";
import { until } from "../../system/harness/until.ts";

/** The processor time that the executor's own process used so far, without the programs it ran; milliseconds. */
export async function executorCpuMs(): Promise<number> {
  const pid = await inAppliance(
    "systemctl",
    "show",
    "--property=MainPID",
    "--value",
    "voxnix-executor.service",
  );
  const stat = await inAppliance("cat", `/proc/${pid}/stat`);
  // After the name in parentheses; fields 14 and 15 are ticks of 10 ms in user and kernel mode (proc_pid_stat(5)).
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Waits until the executor has done what it does by itself after a start. */
export async function executorIdle(): Promise<void> {
  await until("the executor is idle", async () => {
    const before = await executorCpuMs();
    await pause(500);
    return (await executorCpuMs()) - before <= 20;
  });
}
