// The OpenTelemetry SDK, imported only where something is to be exported.
import {
  type Attributes,
  type Context,
  context,
  SpanKind as OtelKind,
  type Span as OtelSpan,
  type Tracer as OtelTracer,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { setGlobalErrorHandler, W3CTraceContextPropagator } from "@opentelemetry/core";
import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-http";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import { MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import type { Logger } from "@voxnix/daemon";
import { attributeName, type PastSpan, type Span, type SpanKind, spanName } from "./attributes.ts";
import type { Meter } from "./instruments.ts";
import { otlpMeter } from "./otlp-meter.ts";
import type { ExportSettings } from "./settings.ts";
import type { Tracer } from "./tracer.ts";

const patienceMs = 5_000;
const scope = "voxnix-agent";

/** Spans and measurements on their way to an OTLP endpoint over HTTP. */
export interface Exporting {
  tracer: Tracer;
  meter: Meter;
  /** Sends what is left. */
  close(): Promise<void>;
}

/** Begins to export. An endpoint that does not answer costs one line in the log, and nothing else. */
export function exportTo(settings: ExportSettings, version: string, log: Logger): Exporting {
  quietErrors(log);
  // Ours alone: no global tracer, so that no library adds spans with texts in them.
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const resource = resourceFromAttributes({ "service.name": scope, "service.version": version }).merge(
    detectResources({ detectors: [envDetector] }),
  );
  const to = (signal: "traces" | "metrics") => ({
    ...(settings.baseUrl && { url: `${settings.baseUrl}/v1/${signal}` }),
    ...(settings.headers && { headers: settings.headers }),
    timeoutMillis: patienceMs,
  });
  const traces = new TracerProvider({
    resource,
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter(to("traces")),
        scheduledDelayMillis: settings.spansEveryMs,
      }),
    ],
  });
  const metrics = new MeterProvider({
    resource,
    readers: [
      new PeriodicExportingMetricReader({
        exporter: new OTLPMetricExporter(to("metrics")),
        exportIntervalMillis: settings.metricsEveryMs,
        exportTimeoutMillis: Math.min(patienceMs, settings.metricsEveryMs),
      }),
    ],
  });
  return {
    tracer: tracing(traces.getTracer(scope, version)),
    meter: otlpMeter(metrics.getMeter(scope, version)),
    close: async () => {
      await Promise.allSettled([traces.shutdown(), metrics.shutdown()]);
      context.disable();
    },
  };
}

function tracing(tracer: OtelTracer): Tracer {
  const propagator = new W3CTraceContextPropagator();
  return {
    span: (kind, attributes, work, startMs) => {
      const options = { ...asOptions(kind, attributes), ...(startMs && { startTime: startMs }) };
      return tracer.startActiveSpan(spanName(kind, attributes), options, (span) =>
        ended(span, () => work(asSpan(kind, span))),
      );
    },
    record: (past) => recordPast(tracer, past, context.active()),
    traceparent: () => {
      const headers: Record<string, string> = {};
      propagator.inject(context.active(), headers, {
        set: (carrier: Record<string, string>, name, value) => {
          carrier[name] = value;
        },
      });
      return headers.traceparent;
    },
  };
}

async function ended<T>(span: OtelSpan, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // The kind of error alone: its message can hold what a person wrote.
    if (error instanceof Error) span.setAttribute("error.type", error.name);
    span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}

function asSpan<K extends SpanKind>(kind: K, span: OtelSpan): Span<K> {
  return {
    set: (attributes) => void span.setAttributes(asAttributes(kind, attributes)),
    failed: () => void span.setStatus({ code: SpanStatusCode.ERROR }),
  };
}

function recordPast(tracer: OtelTracer, past: PastSpan, parent: Context): void {
  const { kind, attributes, startMs, endMs, ok, inside = [] } = past;
  const options = { ...asOptions(kind, attributes), startTime: startMs };
  const span = tracer.startSpan(spanName(kind, attributes), options, parent);
  for (const one of inside) recordPast(tracer, one, trace.setSpan(parent, span));
  if (!ok) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end(endMs);
}

function asOptions(kind: SpanKind, attributes: object): { kind: OtelKind; attributes: Attributes } {
  const otelKind =
    kind === "update" ? OtelKind.CONSUMER : kind === "model" ? OtelKind.CLIENT : OtelKind.INTERNAL;
  return { kind: otelKind, attributes: asAttributes(kind, attributes) };
}

function asAttributes(kind: SpanKind, attributes: object): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([key, value]) => [attributeName(kind, key), value]),
  );
}

// Once: a collector that is down would otherwise fill the journal.
function quietErrors(log: Logger): void {
  let told = false;
  setGlobalErrorHandler((error) => {
    const level = told ? "debug" : "warn";
    told = true;
    const reason = error instanceof Error ? error.message : String(error);
    log[level]({ event: "telemetry-not-exported", reason: reason.slice(0, 300) });
  });
}
