import { readConfig } from "@voxnix/daemon";
import { z } from "zod";

/** Where traces and metrics are sent. */
export interface ExportSettings {
  /** Without the path of a signal, e.g. "https://logfire-us.pydantic.dev". Absent: the SDK's own OTEL_… variables say. */
  baseUrl?: string;
  headers?: Record<string, string>;
  spansEveryMs: number;
  metricsEveryMs: number;
}

const milliseconds = (fallback: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,8}$/, { error: "it takes milliseconds" })
    .transform(Number)
    .default(fallback)
    .describe(String(fallback));
const address = () => z.url({ protocol: /^https?$/, error: "it takes an http or https address" });

const variables = z.object({
  OTEL_EXPORTER_OTLP_ENDPOINT: address().optional().describe("http://127.0.0.1:4318"),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: address().optional().describe("http://127.0.0.1:4318/v1/traces"),
  OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: address().optional().describe("http://127.0.0.1:4318/v1/metrics"),
  OTEL_EXPORTER_OTLP_PROTOCOL: z
    .string()
    .refine((protocol) => protocol !== "grpc", { error: "voxnix exports over HTTP" })
    .optional()
    .describe("http/json"),
  OTEL_BSP_SCHEDULE_DELAY: milliseconds(5_000),
  OTEL_METRIC_EXPORT_INTERVAL: milliseconds(60_000),
  OTEL_SDK_DISABLED: z.string().optional(),
  LOGFIRE_TOKEN: z.string().regex(/^\S+$/, { error: "it takes one word" }).optional(),
  LOGFIRE_BASE_URL: address().optional().describe("https://logfire-eu.pydantic.dev"),
});

/**
 * Where the environment wants traces and metrics sent; undefined if nowhere.
 * OpenTelemetry's own variables go before LOGFIRE_TOKEN, which is enough alone.
 * @throws ConfigError
 */
export function readExportSettings(
  environment: Record<string, string | undefined>,
): ExportSettings | undefined {
  const given = readConfig(variables, environment);
  if (given.OTEL_SDK_DISABLED?.toLowerCase() === "true") return undefined;
  const every = {
    spansEveryMs: given.OTEL_BSP_SCHEDULE_DELAY,
    metricsEveryMs: given.OTEL_METRIC_EXPORT_INTERVAL,
  };
  const { OTEL_EXPORTER_OTLP_ENDPOINT: all, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: traces } = given;
  if (all !== undefined || traces !== undefined || given.OTEL_EXPORTER_OTLP_METRICS_ENDPOINT !== undefined)
    return every;
  const token = given.LOGFIRE_TOKEN;
  if (token === undefined) return undefined;
  const baseUrl = (given.LOGFIRE_BASE_URL ?? regionOf(token)).replace(/\/+$/, "");
  return { ...every, baseUrl, headers: { Authorization: token } };
}

// A write token names its region: pylf_v1_eu_… (https://logfire.pydantic.dev/docs/reference/data-regions/).
function regionOf(token: string): string {
  const region = /^pylf_v\d+_([a-z]+)_/.exec(token)?.[1] === "eu" ? "eu" : "us";
  return `https://logfire-${region}.pydantic.dev`;
}
