import type { Reporter } from "./nix.ts";

/** One build that several operations wait for. */
export interface SharedBuild {
  /** Reaches everyone who waits. */
  report: Reporter;
  /** Aborted when nobody waits any more. */
  signal: AbortSignal;
}

interface Underway<T> {
  result: Promise<T>;
  listeners: Set<Reporter>;
  stop: AbortController;
  phase?: Parameters<Reporter["phase"]>[0];
}

/**
 * Lets everyone who asks for the same key at the same time share one build. A waiter that is
 * aborted leaves; the build itself ends early only when the last one has left.
 */
export function shareBuilds<T>() {
  const underway = new Map<string, Underway<T>>();

  return async (
    key: string,
    report: Reporter,
    signal: AbortSignal,
    begin: (shared: SharedBuild) => Promise<T>,
  ): Promise<T> => {
    signal.throwIfAborted();
    const found = underway.get(key);
    const shared = found ?? start(key, begin);
    shared.listeners.add(report);
    if (found !== undefined) {
      report.phase(shared.phase ?? "EVALUATE", "Joining a build of the same image that is under way");
    }

    const { promise: left, reject: leave } = Promise.withResolvers<never>();
    const onAbort = () => leave(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
    try {
      return await Promise.race([shared.result, left]);
    } finally {
      signal.removeEventListener("abort", onAbort);
      shared.listeners.delete(report);
      if (signal.aborted && shared.listeners.size === 0) {
        // Nobody may join a build that is ending; whoever left last waits until it has.
        if (underway.get(key) === shared) underway.delete(key);
        shared.stop.abort(signal.reason);
        await shared.result.catch(() => undefined);
      }
    }
  };

  function start(key: string, begin: (shared: SharedBuild) => Promise<T>): Underway<T> {
    const listeners = new Set<Reporter>();
    const stop = new AbortController();
    const all = (tell: (reporter: Reporter) => void) => {
      for (const listener of listeners) tell(listener);
    };
    const report: Reporter = {
      phase: (phase, text) => {
        shared.phase = phase;
        all((listener) => listener.phase(phase, text));
      },
      progress: (progress) => all((listener) => listener.progress(progress)),
      log: (source, text) => all((listener) => listener.log(source, text)),
    };
    const result = Promise.resolve().then(() => begin({ report, signal: stop.signal }));
    const shared: Underway<T> = { result, listeners, stop };
    underway.set(key, shared);
    const forget = () => {
      if (underway.get(key) === shared) underway.delete(key);
    };
    shared.result.then(forget, forget);
    return shared;
  }
}
