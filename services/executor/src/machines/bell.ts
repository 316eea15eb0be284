import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { execa } from "execa";

const againMs = 5_000;

/** Changes of any unit. systemd sends them while somebody has subscribed, as systemd-machined has. */
const unitChanged = [
  "type='signal'",
  "sender='org.freedesktop.systemd1'",
  "member='PropertiesChanged'",
  "path_namespace='/org/freedesktop/systemd1/unit'",
  "arg0='org.freedesktop.systemd1.Unit'",
].join(",");
/** "container@" as a D-Bus path has it. */
const containerPath = '"/org/freedesktop/systemd1/unit/container_40';

/**
 * Rings whenever systemd says that something about a container's unit changed, until the signal aborts. It does
 * not say what: whoever is rung asks for the facts.
 */
export async function listenToUnits(ring: () => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const monitor = execa("busctl", ["--json=short", "monitor", `--match=${unitChanged}`], {
      ...{ reject: false, buffer: false, stdin: "ignore", stderr: "ignore" },
      cancelSignal: signal,
    });
    for await (const line of createInterface({ input: monitor.stdout })) {
      if (line.includes(containerPath)) ring();
    }
    await monitor;
    // The bus was restarted, say.
    await delay(againMs, undefined, { signal }).catch(() => undefined);
    ring();
  }
}
