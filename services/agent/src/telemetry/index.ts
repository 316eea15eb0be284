import type { Logger } from "@voxnix/daemon";
import { direct } from "./current.ts";
import type { ExportSettings } from "./settings.ts";
import { untraced } from "./tracer.ts";

export type { Span, SpanAttributes, SpanKind } from "./attributes.ts";
export { count, gauge, span, traceparent } from "./current.ts";
export { traced } from "./operation-spans.ts";
export { type ExportSettings, readExportSettings } from "./settings.ts";
export { tracedDelivery, tracedModel, tracedTool, tracedTurn, tracedUpdate } from "./work-spans.ts";

/** Opened telemetry. */
export interface Telemetry {
  /** What Prometheus fetches, in its text format. */
  metricsText(): Promise<string>;
  /** Sends what is left, and does nothing from then on. */
  close(): Promise<void>;
}

/**
 * Begins to measure, and to export traces and metrics if there is somewhere to send them.
 * Without that the OpenTelemetry SDK is not even loaded.
 */
export async function openTelemetry(
  settings: ExportSettings | undefined,
  version: string,
  log: Logger,
): Promise<Telemetry> {
  const local = (await import("./prometheus.ts")).prometheus();
  const exporting = settings && (await import("./otlp.ts")).exportTo(settings, version, log);
  direct({
    tracer: exporting?.tracer ?? untraced,
    meters: exporting ? [local, exporting.meter] : [local],
  });
  return {
    metricsText: () => local.text(),
    close: async () => {
      direct({ tracer: untraced, meters: [] });
      await exporting?.close();
    },
  };
}
