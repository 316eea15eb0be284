// OTLP over HTTP in its JSON encoding (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding):
// ids in hex, enums as numbers, 64-bit times as decimal text, and no field that the protocol does not have.
import { z } from "zod";

const traceId = z.string().regex(/^(?!0+$)[0-9a-f]{32}$/);
const spanId = z.string().regex(/^(?!0+$)[0-9a-f]{16}$/);
const nanoseconds = z.string().regex(/^[1-9]\d{15,19}$/);
const count = z.union([z.int().nonnegative(), z.string().regex(/^\d+$/)]);

const Value = z.union([
  z.strictObject({ stringValue: z.string() }),
  z.strictObject({ intValue: z.union([z.int(), z.string().regex(/^-?\d+$/)]) }),
  z.strictObject({ doubleValue: z.number() }),
  z.strictObject({ boolValue: z.boolean() }),
  z.strictObject({ arrayValue: z.looseObject({}) }),
]);
const Attributes = z.array(z.strictObject({ key: z.string().min(1), value: Value }));
const Resource = z.strictObject({ attributes: Attributes, droppedAttributesCount: z.int().optional() });
const Scope = z.strictObject({
  name: z.string(),
  version: z.string().optional(),
  attributes: Attributes.optional(),
  droppedAttributesCount: z.int().optional(),
});

const Span = z.strictObject({
  traceId,
  spanId,
  parentSpanId: spanId.optional(),
  traceState: z.string().optional(),
  flags: z.int().optional(),
  name: z.string().min(1),
  kind: z.int().min(1).max(5),
  startTimeUnixNano: nanoseconds,
  endTimeUnixNano: nanoseconds,
  attributes: Attributes,
  droppedAttributesCount: z.int().optional(),
  events: z.array(z.looseObject({})),
  droppedEventsCount: z.int().optional(),
  links: z.array(z.looseObject({})),
  droppedLinksCount: z.int().optional(),
  status: z.strictObject({ code: z.int().min(0).max(2), message: z.string().optional() }),
});

const Point = z.looseObject({
  attributes: Attributes,
  timeUnixNano: nanoseconds,
  asInt: count.optional(),
  asDouble: z.number().optional(),
  count: count.optional(),
});
const Metric = z.strictObject({
  name: z.string().regex(/^[A-Za-z][\w./-]{0,254}$/),
  description: z.string(),
  unit: z.string(),
  metadata: z.array(z.unknown()).optional(),
  sum: z.looseObject({ dataPoints: z.array(Point) }).optional(),
  gauge: z.looseObject({ dataPoints: z.array(Point) }).optional(),
  histogram: z.looseObject({ dataPoints: z.array(Point) }).optional(),
});

/** The body of POST /v1/traces. */
export const Traces = z.strictObject({
  resourceSpans: z.array(
    z.strictObject({
      resource: Resource,
      scopeSpans: z.array(
        z.strictObject({ scope: Scope, spans: z.array(Span), schemaUrl: z.string().optional() }),
      ),
      schemaUrl: z.string().optional(),
    }),
  ),
});

/** The body of POST /v1/metrics. */
export const Metrics = z.strictObject({
  resourceMetrics: z.array(
    z.strictObject({
      resource: Resource,
      scopeMetrics: z.array(
        z.strictObject({ scope: Scope, metrics: z.array(Metric), schemaUrl: z.string().optional() }),
      ),
      schemaUrl: z.string().optional(),
    }),
  ),
});

/** Attributes as a plain object. */
export const plain = (attributes: z.infer<typeof Attributes>): Record<string, unknown> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
