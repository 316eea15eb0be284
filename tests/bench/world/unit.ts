import { setTimeout as pause } from "node:timers/promises";
import { inAppliance } from "../../system/harness/appliance.ts";

type Service = "executor" | "agent";

/** Restarts a service: milliseconds from the start of its process to READY=1, by systemd's own clock. */
export async function readyMs(service: Service): Promise<number> {
  const unit = `voxnix-${service}.service`;
  // It counts starts, and refuses the sixth within ten seconds.
  await inAppliance("systemctl", "reset-failed", unit);
  await inAppliance("systemctl", "restart", unit);
  const shown = await properties(unit, ["ExecMainStartTimestampMonotonic", "ActiveEnterTimestampMonotonic"]);
  const [begun = Number.NaN, ready = Number.NaN] = shown.map(Number);
  return (ready - begun) / 1_000;
}

const restMs = 15_000;

/** What a service holds in memory (VmRSS) when nobody has asked anything for a while, in megabytes. */
export async function idleMb(service: Service): Promise<number[]> {
  // V8 gives back what it no longer needs some seconds after the last work.
  await pause(restMs);
  return residentMb(service);
}

/** What a service holds in memory now (VmRSS), in megabytes, looked at a few times. */
export async function residentMb(service: Service, looks = 5): Promise<number[]> {
  const [pid = ""] = await properties(`voxnix-${service}.service`, ["MainPID"]);
  const samples: number[] = [];
  for (let look = 0; look < looks; look++) {
    await pause(400);
    const status = await inAppliance("cat", `/proc/${pid}/status`);
    const kib = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
    samples.push((kib * 1_024) / 1_000_000);
  }
  return samples;
}

async function properties(unit: string, names: readonly string[]): Promise<string[]> {
  const text = await inAppliance("systemctl", "show", "--property", names.join(","), unit);
  const shown = new Map(text.split("\n").map((line) => line.split("=", 2) as [string, string]));
  return names.map((name) => shown.get(name) ?? "");
}
