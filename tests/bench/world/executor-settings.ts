import { inAppliance } from "../../system/harness/appliance.ts";

const dropIn = "/run/systemd/system/voxnix-executor.service.d/80-bench.conf";

/** Runs the executor with these variables in its environment while `work` goes on, then with its own again. */
export async function withExecutorSettings<T>(
  settings: Readonly<Record<string, string>>,
  work: () => Promise<T>,
): Promise<T> {
  const lines = Object.entries(settings).map(([name, value]) => `Environment="${name}=${value}"`);
  const script = `mkdir -p "$(dirname ${dropIn})" && printf '%s\\n' "$@" > ${dropIn}`;
  await inAppliance("sh", "-ec", script, "sh", "[Service]", ...lines);
  await restart();
  try {
    return await work();
  } finally {
    await ownExecutorSettings();
  }
}

/** Takes away what a run that was cut off left. */
export async function ownExecutorSettings(): Promise<void> {
  await inAppliance("rm", "-f", dropIn);
  await restart();
}

async function restart(): Promise<void> {
  await inAppliance("systemctl", "daemon-reload");
  await inAppliance("systemctl", "restart", "voxnix-executor.service");
}
