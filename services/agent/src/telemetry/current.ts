import type { PastSpan, Span, SpanAttributes, SpanKind } from "./attributes.ts";
import {
  type CounterName,
  type HistogramName,
  type Labels,
  type Meter,
  measuredSpans,
} from "./instruments.ts";
import { type Tracer, untraced } from "./tracer.ts";

// One per process, as with any instrument panel: whoever has something to tell need not be handed it.
// Until it is opened, and in tests, all of it does nothing.
let tracer: Tracer = untraced;
let meters: readonly Meter[] = [];

/** Where spans and measurements go from now on. */
export function direct(to: { tracer: Tracer; meters: readonly Meter[] }): void {
  tracer = to.tracer;
  meters = to.meters;
}

/**
 * Runs the work as a span inside the current one, and measures it. A rejection marks it failed and
 * goes on to the caller.
 * @param startMs Unix milliseconds, if what it tells of began before now
 */
export function span<K extends SpanKind, T>(
  kind: K,
  attributes: SpanAttributes[K],
  work: (span: Span<K>) => Promise<T>,
  startMs?: number,
): Promise<T> {
  const begunMs = performance.now();
  let ok = true;
  const measured = (inner: Span<K>) =>
    work({
      set: inner.set,
      failed: () => {
        ok = false;
        inner.failed();
      },
    })
      .catch((error: unknown) => {
        ok = false;
        throw error;
      })
      .finally(() => measureSpan(kind, attributes, performance.now() - begunMs, ok));
  return tracer.span(kind, attributes, measured, startMs);
}

/** Adds a span that is over, with those inside it, to the current one. */
export function recordPast(past: PastSpan): void {
  tracer.record(past);
  measurePast(past);
}

/** Counts one thing, or several at once. */
export function count(name: CounterName, labels: Labels, by = 1): void {
  for (const meter of meters) meter.count(name, labels, by);
}

/** A number that is read when it is asked for, e.g. how many messages wait. */
export function gauge(name: `voxnix_${string}`, help: string, read: () => number): void {
  for (const meter of meters) meter.gauge(name, help, read);
}

/** The current span as W3C's traceparent header; undefined if nothing is traced. */
export function traceparent(): string | undefined {
  return tracer.traceparent();
}

function measurePast({ kind, attributes, startMs, endMs, ok, inside = [] }: PastSpan): void {
  measureSpan(kind, attributes, endMs - startMs, ok);
  for (const one of inside) measurePast(one);
}

function measureSpan(kind: SpanKind, attributes: object, ms: number, ok: boolean): void {
  const instruments = measuredSpans[kind];
  if (instruments === undefined || meters.length === 0) return;
  const named: readonly string[] = instruments.labels;
  const labels = Object.fromEntries(
    Object.entries(attributes)
      .filter(([key]) => named.includes(key))
      .map(([key, value]) => [key, String(value)]),
  );
  if (instruments.counter) count(instruments.counter, { ...labels, outcome: ok ? "ok" : "failed" });
  measure(instruments.histogram, labels, Math.max(0, ms) / 1_000);
}

function measure(name: HistogramName, labels: Labels, seconds: number): void {
  for (const meter of meters) meter.measure(name, labels, seconds);
}
