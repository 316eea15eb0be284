import type { PastSpan, Span, SpanAttributes, SpanKind } from "./attributes.ts";

/** Where spans go. */
export interface Tracer {
  /** Runs the work as a span inside the one that is current; it is current itself meanwhile. */
  span<K extends SpanKind, T>(
    kind: K,
    attributes: SpanAttributes[K],
    work: (span: Span<K>) => Promise<T>,
    startMs?: number,
  ): Promise<T>;
  /** Adds a span that is over to the one that is current. */
  record(past: PastSpan): void;
  /** The current span as W3C's traceparent header; undefined if there is none. */
  traceparent(): string | undefined;
}

/** Traces nothing. */
export const untraced: Tracer = {
  span: (_kind, _attributes, work) => work({ set: () => {}, failed: () => {} }),
  record: () => {},
  traceparent: () => undefined,
};
