import { createLog } from "@voxnix/daemon";
import type { OperationEvent } from "@voxnix/protocol";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type FakeOtlp, startFakeOtlp } from "../../../../tests/fakes/otlp/server.ts";
import {
  count,
  gauge,
  openTelemetry,
  readExportSettings,
  span,
  type Telemetry,
  traced,
  traceparent,
} from "./index.ts";

const lines: Record<string, unknown>[] = [];
const log = createLog("info", { write: (line) => void lines.push(JSON.parse(line)) });
let otlp: FakeOtlp;
let telemetry: Telemetry | undefined;
beforeEach(async () => {
  lines.length = 0;
  otlp = await startFakeOtlp({ port: 0 });
});
afterEach(async () => {
  await telemetry?.close();
  telemetry = undefined;
  await otlp.close();
  expect(otlp.received.violations).toEqual([]);
});
const open = async (environment: Record<string, string>) => {
  telemetry = await openTelemetry(readExportSettings(environment), "0.1.0", log);
  return telemetry;
};
const exporting = () =>
  open({ LOGFIRE_TOKEN: "pylf_v1_eu_x", LOGFIRE_BASE_URL: `http://127.0.0.1:${otlp.port}` });
const named = (name: string) => otlp.received.spans.find((one) => one.name === name);

test("one trace leads from the update through turn, model and tool to the operation and its phases", async () => {
  const { close } = await exporting();
  const before = Date.now() - 5_000;
  const at = Date.now();
  await span(
    "update",
    { channel: "telegram", chat: "telegram:1", owner: "telegram:1", turn: "turn-1" },
    () =>
      span("turn", { channel: "telegram", turn: "turn-1" }, async () => {
        await span("model", { model: "m" }, async (model) => model.set({ inputTokens: 3 }));
        await span("tool", { tool: "create_container", container: "dev" }, () =>
          traced(undefined, async (onEvent) => {
            for (const event of creation(at)) onEvent(event);
          }),
        );
      }),
    before,
  );
  await close();
  const parents = otlp.received.spans.map(({ name, parent }) => [
    name,
    otlp.received.spans.find(({ id }) => id === parent)?.name ?? null,
  ]);
  expect(new Map(parents as [string, string | null][])).toEqual(
    new Map([
      ["update", null],
      ["turn", "update"],
      ["model m", "turn"],
      ["tool create_container", "turn"],
      ["operation CREATE", "tool create_container"],
      ["phase BUILD", "operation CREATE"],
      ["phase BOOT", "operation CREATE"],
    ]),
  );
  expect(new Set(otlp.received.spans.map(({ trace }) => trace)).size).toBe(1);
  expect(named("update")?.start).toBe(`${before}000000`);
  expect(named("phase BUILD")).toMatchObject({ start: `${at + 10}000000`, end: `${at + 300}000000` });
  expect(named("model m")?.attributes).toMatchObject({
    "gen_ai.request.model": "m",
    "gen_ai.usage.input_tokens": 3,
  });
  expect(otlp.received.authorizations).toContain("pylf_v1_eu_x");
});

test("of what failed the kind is told, never the words", async () => {
  const { close } = await exporting();
  const failing = span("tool", { tool: "run_command" }, () =>
    Promise.reject(new TypeError("the password is hunter2")),
  );
  await expect(failing).rejects.toThrow("hunter2");
  await close();
  expect(named("tool run_command")).toMatchObject({
    failed: true,
    attributes: { "error.type": "TypeError" },
  });
  expect(JSON.stringify(otlp.received.spans)).not.toContain("hunter2");
});

test("the executor is told the current span, and nothing where nothing is traced", async () => {
  expect(traceparent()).toBeUndefined();
  const { close } = await exporting();
  const header = await span("tool", { tool: "list_modules" }, async () => traceparent());
  await close();
  const { trace = "", id = "" } = named("tool list_modules") ?? {};
  expect(header).toBe(`00-${trace}-${id}-01`);
});

test("what is counted reaches Prometheus and OTLP alike", async () => {
  const { close, metricsText } = await exporting();
  await span("turn", { channel: "terminal", turn: "turn-1" }, async (turn) => turn.failed());
  count("voxnix_model_tokens", { model: "m", direction: "input" }, 42);
  gauge("voxnix_outbox_waiting", "Messages that wait to be said.", () => 7);
  const text = await metricsText();
  expect(text).toContain('voxnix_turns_total{channel="terminal",outcome="failed"} 1');
  expect(text).toContain('voxnix_turn_duration_seconds_count{channel="terminal"} 1');
  expect(text).toContain('voxnix_model_tokens_total{model="m",direction="input"} 42');
  expect(text).toContain("voxnix_outbox_waiting 7");
  expect(text).toContain("process_resident_memory_bytes");
  await close();
  const value = (name: string) => [...otlp.received.points.values()].find((one) => one.name === name)?.value;
  expect(value("voxnix.turns")).toBe(1);
  expect(value("voxnix.turn.duration")).toBe(1);
  expect(value("voxnix.model.tokens")).toBe(42);
  expect(value("voxnix.outbox.waiting")).toBe(7);
});

test("an endpoint that refuses costs one line in the log, and no work", async () => {
  otlp.faults.plan("*", { kind: "refuse", code: 401 }, 100);
  const { close } = await exporting();
  expect(await span("tool", { tool: "list_modules" }, async () => "done")).toBe("done");
  await close();
  expect(lines.filter(({ level }) => level === "warn")).toMatchObject([{ event: "telemetry-not-exported" }]);
  expect(JSON.stringify(lines)).not.toContain("pylf_v1_eu_x");
});

test("without an endpoint nothing is sent, and what is counted is still there for Prometheus", async () => {
  const { metricsText } = await open({});
  await span("tool", { tool: "list_modules" }, async () => {});
  expect(await metricsText()).toContain('voxnix_tool_calls_total{tool="list_modules",outcome="ok"} 1');
  expect(otlp.received.authorizations).toEqual([]);
});

const creation = (at: number): OperationEvent[] => {
  const event = (sequence: number, ms: number, rest: Partial<OperationEvent>): OperationEvent => ({
    operationId: "op-1",
    sequence,
    timeMs: at + ms,
    ...rest,
  });
  const operation = {
    id: "op-1",
    kind: "CREATE",
    owner: "telegram:1",
    container: "dev",
    state: "UNDERWAY",
    phase: "PHASE_UNSPECIFIED",
    startedMs: at,
    endedMs: 0,
    requestId: "turn-1.1",
    error: null,
  } as const;
  return [
    event(1, 0, { accepted: { operation, joined: false } }),
    event(2, 10, { phase: { phase: "BUILD", text: "Building" } }),
    event(3, 20, { log: { source: "nix", text: "secret words" } }),
    event(4, 300, { phase: { phase: "BOOT", text: "Booting" } }),
    event(5, 400, { done: { container: null, changes: null, image: null } }),
  ];
};
