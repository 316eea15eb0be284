import { execFile } from "node:child_process";

/** Tells systemd how the service fares (sd_notify(3)). Does nothing outside of a systemd service. */
export interface Notifier {
  ready(status: string): Promise<void>;
  status(text: string): Promise<void>;
  stopping(): Promise<void>;
  /**
   * Feeds the watchdog as long as `healthy` says so, at a third of the time that the unit allows.
   * Returns a function that ends it.
   */
  watchdog(healthy: () => boolean | Promise<boolean>): () => void;
}

/** A notifier for this process, from the variables that systemd sets. */
export function createNotifier(environment: Record<string, string | undefined>): Notifier {
  const active = (environment.NOTIFY_SOCKET ?? "") !== "";
  const send = (...assignments: string[]) => (active ? systemdNotify(assignments) : Promise.resolve());
  return {
    ready: (status) => send("READY=1", `STATUS=${status}`),
    status: (text) => send(`STATUS=${text}`),
    stopping: () => send("STOPPING=1"),
    watchdog(healthy) {
      const timeoutMs = Number(environment.WATCHDOG_USEC ?? 0) / 1000;
      if (!active || timeoutMs <= 0) return () => {};
      let feeding = false;
      const timer = setInterval(async () => {
        if (feeding) return;
        feeding = true;
        try {
          if (await healthy()) await send("WATCHDOG=1");
        } catch {
          // A health check that throws is not healthy: the dog goes hungry.
        } finally {
          feeding = false;
        }
      }, timeoutMs / 3);
      timer.unref();
      return () => clearInterval(timer);
    },
  };
}

// Node has no datagram unix sockets, so systemd's own program speaks for us; the unit allows it by
// NotifyAccess=all. A notification that fails is systemd's to notice: by its start or watchdog timeout.
function systemdNotify(assignments: string[]): Promise<void> {
  return new Promise((resolve) => {
    execFile("systemd-notify", assignments, () => resolve());
  });
}
