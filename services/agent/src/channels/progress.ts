import type { OperationEvent, OperationKind } from "@voxnix/protocol";

/** How far an operation is, gathered from its events. */
export interface ProgressState {
  readonly kind: OperationKind;
  /** Empty where it is about no container. */
  readonly container: string;
  /** Unix time in milliseconds. */
  readonly startedMs: number;
  /** What the present phase does, for a person. */
  readonly phase: string;
  /** What is under way within the phase; empty if unknown. */
  readonly activity: string;
  /** N of M, where the phase counts; else zero of zero. */
  readonly done: number;
  readonly expected: number;
  readonly ended: "done" | "failed" | undefined;
  readonly endedMs: number;
  /** Why it failed, for a person. */
  readonly reason: string;
}

/** The state before the first event. */
export function begunProgress(container: string, startedMs: number): ProgressState {
  return {
    kind: "OPERATION_KIND_UNSPECIFIED",
    container,
    startedMs,
    phase: "",
    activity: "",
    done: 0,
    expected: 0,
    ended: undefined,
    endedMs: 0,
    reason: "",
  };
}

/** The state after one more event. */
export function withEvent(state: ProgressState, event: OperationEvent): ProgressState {
  if (event.accepted) {
    const operation = event.accepted.operation;
    return {
      ...state,
      kind: operation?.kind ?? state.kind,
      startedMs: operation?.startedMs || state.startedMs,
    };
  }
  if (event.phase) return { ...state, phase: event.phase.text, activity: "", done: 0, expected: 0 };
  if (event.progress) {
    const { done, expected, activity } = event.progress;
    return { ...state, done, expected, activity };
  }
  if (event.done) return { ...state, ended: "done", endedMs: event.timeMs };
  if (event.failed) return { ...state, ended: "failed", endedMs: event.timeMs, reason: event.failed.message };
  return state;
}

// What is shown while it is under way, once it is done, and if it failed. The % is what it is about.
const words: Record<OperationKind, readonly [doing: string, done: string, failed: string]> = {
  OPERATION_KIND_UNSPECIFIED: ["Changing %", "% changed", "% was not changed"],
  CREATE: ["Creating %", "% created", "% was not created"],
  START: ["Starting %", "% started", "% was not started"],
  STOP: ["Stopping %", "% stopped", "% was not stopped"],
  RESTART: ["Restarting %", "% restarted", "% was not restarted"],
  DESTROY: ["Destroying %", "% destroyed", "% was not destroyed"],
  PREVIEW: [
    "Working out what would change in %",
    "Looked at % without changing it",
    "% could not be looked at",
  ],
  UPDATE: ["Updating %", "% updated", "% was not updated"],
  ROLLBACK: ["Rolling back %", "% rolled back", "% was not rolled back"],
  RESTORE: [
    "Bringing back the files of %",
    "The files of % are back",
    "The files of % were not brought back",
  ],
  PREBUILD: ["Building %", "% built", "% was not built"],
};

/** E.g. "Creating dev", and once it ended "dev created" or "dev was not created". */
export function headline({ kind, container, ended }: ProgressState): string {
  const [doing, done, failed] = words[kind];
  const text = ended === undefined ? doing : ended === "done" ? done : failed;
  return text.replace("%", () => container || "the image");
}

/** E.g. "3 of 12"; empty where the phase does not count. */
export function count({ done, expected }: ProgressState): string {
  return expected > 1 ? `${done} of ${expected}` : "";
}

/** How long it takes so far, e.g. "0:42". */
export function elapsed({ startedMs }: Pick<ProgressState, "startedMs">, nowMs: number): string {
  const seconds = Math.max(0, Math.floor((nowMs - startedMs) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** How long it took in all, e.g. "0.4 s", "14 s", "2 min 5 s". */
export function took({ startedMs, endedMs }: ProgressState): string {
  const seconds = Math.max(0, endedMs - startedMs) / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
