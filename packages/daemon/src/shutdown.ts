import type { Logger } from "./log.ts";

/** One thing to end, and for how long it may take. */
export interface ShutdownStep {
  name: string;
  /** Milliseconds; after that the next step begins all the same. */
  withinMs: number;
  run: () => Promise<void> | void;
}

/**
 * Ends the process in order at SIGTERM or SIGINT: each step has its time, a slow or failing one
 * does not keep the next from running.
 */
export function shutdownOnSignal(steps: readonly ShutdownStep[], log: Logger): void {
  let begun = false;
  const end = async (signal: string) => {
    if (begun) return;
    begun = true;
    log.info({ event: "stopping", signal });
    for (const step of steps) await runStep(step, log);
    log.info({ event: "stopped" });
    process.exit(0);
  };
  process.on("SIGTERM", () => void end("SIGTERM"));
  process.on("SIGINT", () => void end("SIGINT"));
}

async function runStep(step: ShutdownStep, log: Logger): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<"late">();
  const timer = setTimeout(() => resolve("late"), step.withinMs);
  try {
    const outcome = await Promise.race([Promise.resolve(step.run()), late]);
    if (outcome === "late") log.warn({ event: "stop-step-late", step: step.name, withinMs: step.withinMs });
  } catch (error) {
    log.warn({ event: "stop-step-failed", step: step.name, err: error });
  } finally {
    clearTimeout(timer);
  }
}
