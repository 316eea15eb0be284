import type { z } from "zod";
import { Metrics, plain, Traces } from "./shape.ts";

/** A span as a test reads it. Times are Unix nanoseconds as text. */
export interface SeenSpan {
  readonly trace: string;
  readonly id: string;
  readonly parent: string | null;
  readonly name: string;
  readonly failed: boolean;
  readonly start: string;
  readonly end: string;
  readonly attributes: Record<string, unknown>;
  readonly service: unknown;
}

/** One value of a metric as a test reads it. */
export interface SeenPoint {
  readonly name: string;
  readonly attributes: Record<string, unknown>;
  /** Of a histogram, how many were measured. */
  readonly value: number;
}

/** What arrived, and what broke the protocol. */
export interface Received {
  readonly spans: SeenSpan[];
  /** The newest value of each series. */
  readonly points: Map<string, SeenPoint>;
  readonly violations: string[];
  /** The Authorization header of each request, in order. */
  readonly authorizations: (string | undefined)[];
}

/** Takes the body of a request in. Returns false, and notes why, if it is not what the protocol says. */
export const take = (received: Received, path: string, body: unknown): boolean => {
  const signals: Record<string, () => string | undefined> = {
    "/v1/traces": () => parsed(Traces, body, (traces) => takeTraces(received, traces)),
    "/v1/metrics": () => parsed(Metrics, body, (metrics) => takeMetrics(received, metrics)),
  };
  const signal = signals[path];
  const wrong = signal === undefined ? "no such path" : signal();
  if (wrong !== undefined) received.violations.push(`${path}: ${wrong}`);
  return wrong === undefined;
};

const parsed = <S extends z.ZodType>(
  schema: S,
  body: unknown,
  go: (value: z.output<S>) => void,
): string | undefined => {
  const { success, data, error } = schema.safeParse(body);
  if (!success) {
    return error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");
  }
  go(data);
  return undefined;
};

const takeTraces = ({ spans, violations }: Received, { resourceSpans }: z.infer<typeof Traces>): void => {
  for (const { resource, scopeSpans } of resourceSpans)
    for (const span of scopeSpans.flatMap((scope) => scope.spans)) {
      if (spans.some(({ id }) => id === span.spanId)) violations.push(`the span ${span.name} came twice`);
      if (BigInt(span.endTimeUnixNano) < BigInt(span.startTimeUnixNano))
        violations.push(`the span ${span.name} ends before it begins`);
      spans.push({
        trace: span.traceId,
        id: span.spanId,
        parent: span.parentSpanId ?? null,
        name: span.name,
        failed: span.status.code === 2,
        start: span.startTimeUnixNano,
        end: span.endTimeUnixNano,
        attributes: plain(span.attributes),
        service: plain(resource.attributes)["service.name"],
      });
    }
};

const takeMetrics = ({ points }: Received, { resourceMetrics }: z.infer<typeof Metrics>): void => {
  for (const metric of resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((s) => s.metrics)))
    for (const point of (metric.sum ?? metric.gauge ?? metric.histogram)?.dataPoints ?? []) {
      const attributes = plain(point.attributes);
      const value = Number(point.asInt ?? point.asDouble ?? point.count ?? 0);
      points.set(`${metric.name} ${JSON.stringify(attributes)}`, { name: metric.name, attributes, value });
    }
};
