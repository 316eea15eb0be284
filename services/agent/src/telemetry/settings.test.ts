import { expect, test } from "vitest";
import { readExportSettings } from "./settings.ts";

test("nothing set means nothing is exported", () => {
  expect(readExportSettings({})).toBeUndefined();
  expect(readExportSettings({ LOGFIRE_TOKEN: "", OTEL_EXPORTER_OTLP_ENDPOINT: "" })).toBeUndefined();
});

test("a Logfire token alone is enough, and names its region", () => {
  const settings = (token: string) => readExportSettings({ LOGFIRE_TOKEN: token });
  expect(settings("pylf_v1_us_abc")).toMatchObject({
    baseUrl: "https://logfire-us.pydantic.dev",
    headers: { Authorization: "pylf_v1_us_abc" },
  });
  expect(settings("pylf_v1_eu_abc")?.baseUrl).toBe("https://logfire-eu.pydantic.dev");
  expect(settings("of-an-older-kind")?.baseUrl).toBe("https://logfire-us.pydantic.dev");
});

test("OpenTelemetry's own variables go before it, and are left to the SDK", () => {
  const settings = readExportSettings({
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318",
    LOGFIRE_TOKEN: "pylf_v1_us_abc",
  });
  expect(settings).toEqual({ spansEveryMs: 5_000, metricsEveryMs: 60_000 });
});

test("OTEL_SDK_DISABLED turns all of it off", () => {
  expect(readExportSettings({ LOGFIRE_TOKEN: "x", OTEL_SDK_DISABLED: "true" })).toBeUndefined();
});

test("what cannot be done is said by its variable", () => {
  expect(() => readExportSettings({ OTEL_EXPORTER_OTLP_ENDPOINT: "collector" })).toThrow(
    "OTEL_EXPORTER_OTLP_ENDPOINT is not valid: it takes an http or https address. Example",
  );
  expect(() => readExportSettings({ OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" })).toThrow("over HTTP");
});
