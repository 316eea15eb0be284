import type { OperationEvent } from "@voxnix/protocol";
import type { PastSpan } from "./attributes.ts";
import { recordPast } from "./current.ts";

/**
 * Follows an operation and, when it is over, adds it with its phases to the current span. The executor
 * has no network to tell anybody of its work: the times are those of its events.
 */
export async function traced<T>(
  onEvent: ((event: OperationEvent) => void) | undefined,
  follow: (onEvent: (event: OperationEvent) => void) => Promise<T>,
): Promise<T> {
  const events: OperationEvent[] = [];
  const seen = (event: OperationEvent) => {
    // Progress and log lines say nothing about when a phase begins or ends, and there are many.
    if (!event.progress && !event.log) events.push(event);
    onEvent?.(event);
  };
  try {
    return await follow(seen);
  } finally {
    const past = operationSpan(events);
    if (past) recordPast(past);
  }
}

/** The span of an operation with its phases inside; undefined if its begin or its end is not among the events. */
export function operationSpan(events: readonly OperationEvent[]): PastSpan<"operation"> | undefined {
  const operation = events.find(({ accepted }) => accepted?.operation)?.accepted?.operation;
  const end = events.find(({ done, failed }) => done || failed);
  if (!operation || !end) return undefined;
  const { kind, id, container, startedMs } = operation;
  const phases = events.filter(({ phase }) => phase);
  const ok = !end.failed;
  return {
    kind: "operation",
    attributes: {
      kind,
      operation: id,
      ...(container && { container }),
      ...(end.failed && { reason: end.failed.reason }),
    },
    startMs: startedMs || (events[0]?.timeMs ?? end.timeMs),
    endMs: end.timeMs,
    ok,
    inside: phases.map((event, place): PastSpan<"phase"> => {
      const next = phases[place + 1];
      // What failed is the phase that the undoing, or the end, follows.
      const broken = !ok && event.phase?.phase !== "UNDO" && (!next || next.phase?.phase === "UNDO");
      return {
        kind: "phase",
        attributes: { kind, phase: event.phase?.phase ?? "PHASE_UNSPECIFIED" },
        startMs: event.timeMs,
        endMs: (next ?? end).timeMs,
        ok: !broken,
      };
    }),
  };
}
