import { createLog } from "@voxnix/daemon";
import { expect, test, vi } from "vitest";
import { openTelemetry, readExportSettings } from "./index.ts";

const loaded = vi.fn();
vi.mock("./otlp.ts", async (original) => {
  loaded();
  return await original();
});
const log = createLog("silent");

test("without an endpoint the OpenTelemetry SDK is not even loaded", async () => {
  await (await openTelemetry(readExportSettings({}), "0.1.0", log)).close();
  expect(loaded).not.toHaveBeenCalled();
  const settings = readExportSettings({ OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:1" });
  await (await openTelemetry(settings, "0.1.0", log)).close();
  expect(loaded).toHaveBeenCalledOnce();
});
