import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { people, useFakeModelWith, useOfflineModel } from "../harness/agent.ts";
import { inAppliance } from "../harness/appliance.ts";
import { expectNoModelViolations, scriptModel } from "../harness/model.ts";
import {
  type ArrivedSpan,
  authorizations,
  expectNoOtlpViolations,
  exportingEnvironment,
  pathOf,
  points,
  spans,
} from "../harness/otlp.ts";
import { expectNoViolations, person } from "../harness/telegram.ts";

const ada = person(people.ada);
const secretWords = "rosebud, with git";
const call = (tool: string, args: object) => ({ calls: [{ tool, arguments: args }] });
const metrics = () => inAppliance("curl", "-sf", "http://127.0.0.1:8787/metrics");

beforeAll(() => useFakeModelWith(exportingEnvironment));
afterAll(useOfflineModel);
afterEach(async () => {
  await expectNoModelViolations();
  await expectNoViolations();
});

describe("what the agent does can be followed from outside", () => {
  let trace: ArrivedSpan[] = [];

  it("as one trace, from the message through the model and its tools to the operation's phases", async () => {
    await scriptModel([
      { user: secretWords, reply: call("create_container", { name: "traced", modules: [{ name: "git" }] }) },
      { user: secretWords, result: "traced", reply: { text: "It is up." } },
    ]);
    await ada.say(secretWords);
    await ada.sees(/It is up/);
    const roots = async () => (await spans()).filter(({ name }) => name === "update");
    await expect.poll(roots).toHaveLength(1);
    const all = await spans();
    trace = all.filter((span) => span.trace === all.find(({ name }) => name === "update")?.trace);
    const model = "model openai:fake-model";
    const operation = ["update", "turn", "tool create_container", "operation CREATE"];
    const paths = trace.map((span) => pathOf(span, trace).join(" > "));
    expect(paths).toEqual(
      expect.arrayContaining([
        "update",
        "update > turn",
        `update > turn > ${model}`,
        operation.join(" > "),
        [...operation, "phase BOOT"].join(" > "),
        [...operation, "phase VERIFY"].join(" > "),
        "update > delivery",
      ]),
    );
    expect(paths.filter((path) => path.endsWith(model))).toHaveLength(2);
    expect(trace.filter(({ failed }) => failed)).toEqual([]);
  });

  it("in which each part lies within what it is a part of", () => {
    for (const span of trace) {
      const parent = trace.find(({ id }) => id === span.parent);
      if (parent === undefined) continue;
      expect(BigInt(span.start)).toBeGreaterThanOrEqual(BigInt(parent.start));
    }
  });

  it("and into the executor's journal", async () => {
    const tool = trace.find(({ name }) => name === "tool create_container");
    expect(tool).toBeDefined();
    const journal = await inAppliance("journalctl", "-u", "voxnix-executor", "-o", "cat", "--no-pager");
    expect(journal).toContain(`00-${tool?.trace}-${tool?.id}-01`);
  });

  it("without a word of what was said, and with the token of the endpoint", async () => {
    expect(JSON.stringify(await spans())).not.toMatch(/rosebud|It is up/);
    expect(new Set(await authorizations())).toEqual(new Set([exportingEnvironment.LOGFIRE_TOKEN]));
    await expectNoOtlpViolations();
  });

  it("as numbers, at the endpoint and for Prometheus", async () => {
    const counted = async (name: string) => (await points()).find((point) => point.name === name)?.value ?? 0;
    await expect.poll(() => counted("voxnix.operations")).toBeGreaterThan(0);
    await expect.poll(() => counted("voxnix.model.tokens")).toBeGreaterThan(0);
    const text = await metrics();
    expect(text).toMatch(/^voxnix_turns_total\{channel="telegram",outcome="ok"\} [1-9]/m);
    expect(text).toMatch(/^voxnix_operations_total\{kind="CREATE",outcome="ok"\} 1$/m);
    expect(text).toMatch(/^voxnix_telegram_silence_seconds \d/m);
    expect(text).toMatch(/^voxnix_outbox_waiting 0$/m);
  });
});

describe("with nothing set", () => {
  it("nothing is sent, and nothing is said about it", async () => {
    await useOfflineModel();
    const before = (await authorizations()).length;
    await ada.say("what is running?");
    await ada.sees(/traced/);
    await expect.poll(metrics).toMatch(/^voxnix_turns_total\{channel="telegram",outcome="ok"\} 1$/m);
    expect((await authorizations()).length).toBe(before);
    const invocation = await inAppliance("systemctl", "show", "-P", "InvocationID", "voxnix-agent.service");
    const log = await inAppliance(
      "journalctl",
      `_SYSTEMD_INVOCATION_ID=${invocation}`,
      "-o",
      "cat",
      "--no-pager",
    );
    expect(log).not.toMatch(/telemetry|opentelemetry|otlp/i);
  });

  it("it is on record who asked for what, who approved it, and what came of it", async () => {
    await ada.say("destroy traced");
    await ada.presses(/^Destroy/);
    await ada.sees(/is gone/);
    await ada.say("/audit");
    const { text = "" } = await ada.sees(/destroy_container/);
    const events = ["called", "asked", "approved", "answered"];
    const own = text.split("\n").filter((line) => line.includes(ada.owner));
    for (const event of events) expect(own.some((line) => line.includes(` ${event} `))).toBe(true);
    expect(await metrics()).toContain('voxnix_approvals_total{tool="destroy_container",answer="approved"} 1');
  });
});
