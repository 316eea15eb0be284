import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { VoxnixError } from "@voxnix/protocol";
import { expect, test } from "vitest";
import { type ContainerRecord, noLimits } from "../store/record.ts";
import { FakeMachines, type TestEngine, testEngine } from "../testing/engine.ts";
import { someRecord } from "../testing/record.ts";
import type { Target } from "./task.ts";

const target: Target = {
  ...{ modules: [], packages: ["htop"], autostart: true, workspace: null },
  ...{ expectedImage: "", keepImage: false, rollBackTo: 0, limits: noLimits },
};
const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
const fresh = { role: "tenant", requestId: undefined, fingerprint: "" } as const;

async function created(machines = new FakeMachines()) {
  const engine = await testEngine({ machines });
  await (await engine.registry.begin({ kind: "CREATE", record: someRecord(), ...fresh })).ended;
  machines.calls.length = 0;
  return { engine, machines, record: recordOf(engine) };
}

function recordOf({ parts }: TestEngine): ContainerRecord {
  const record = parts.records.byMachine("dev");
  if (record === undefined) throw new Error("there is no dev");
  return record;
}

const begin = (
  engine: TestEngine,
  but: Partial<Target> = {},
  kind: "UPDATE" | "ROLLBACK" | "PREVIEW" = "UPDATE",
) =>
  engine.registry.begin({
    kind,
    record: recordOf(engine),
    target: { ...target, ...but },
    ran: true,
    ...fresh,
  });

async function update(engine: TestEngine, but: Partial<Target> = {}, kind?: "ROLLBACK" | "PREVIEW") {
  const operation = await begin(engine, but, kind);
  await operation.ended;
  return operation;
}

test("a system that alone is different is switched to in place; a host side by a restart", async () => {
  const { engine, machines } = await created();
  const first = await update(engine);
  expect(first.error).toBeUndefined();
  expect(first.result.changes?.packages).toEqual([{ name: "htop", oldVersion: "", newVersion: "1.0" }]);
  expect(machines.calls).toEqual(["install dev", "switch dev"]);
  machines.calls.length = 0;
  await update(engine, { workspace: "/workspace" });
  expect(machines.calls).toEqual(["stop dev", "install dev", "start dev"]);
  expect(recordOf(engine)).toMatchObject({ generation: 2, packages: ["htop"], workspace: "/workspace" });
});

test("an update to what is there already does nothing, a preview nothing at all", async () => {
  const { engine, machines, record } = await created();
  await update(engine, { packages: [] });
  const preview = await update(engine, {}, "PREVIEW");
  expect(preview.result.record?.packages).toEqual(["htop"]);
  expect(machines.calls).toEqual([]);
  expect(recordOf(engine)).toEqual(record);
});

test("generations count on over rollbacks, and the oldest go", async () => {
  const { engine, machines } = await created();
  await update(engine);
  await update(engine, { packages: [], rollBackTo: 1 }, "ROLLBACK");
  await update(engine, { packages: ["jq"] });
  const { generation, generations } = recordOf(engine);
  expect(generation).toBe(4);
  expect(generations.map(({ number, rolledBackTo }) => [number, rolledBackTo])).toEqual([
    [2, 0],
    [3, 1],
    [4, 0],
  ]);
  expect(machines.running.get("dev")).toBe(recordOf(engine).image);
});

test("what leads to another image than was previewed is refused, and nothing is done", async () => {
  const { engine, machines, record } = await created();
  const operation = await update(engine, { expectedImage: "/nix/store/other" });
  expect(operation.error?.reason).toBe("STALE_PREVIEW");
  expect(machines.calls).not.toContain("switch dev");
  expect(recordOf(engine)).toEqual(record);
});

test.each([
  ["in place", null, "switch dev"],
  ["by a restart", "/workspace", "start dev"],
])("a unit that fails after an update %s brings the old generation back", async (_, workspace, call) => {
  const { engine, machines, record } = await created();
  machines.sick = /htop/;
  const operation = await update(engine, { workspace });
  expect(operation.error).toMatchObject({
    reason: "UPDATE_REVERTED",
    message: expect.stringContaining("generation 1 was put back"),
    facts: { container: "dev", lines: ["web.service has its reasons"] },
  });
  expect(machines.calls.filter((made) => made === call)).toHaveLength(2);
  expect(machines.running.get("dev")).toBe(record.image);
  expect(machines.installed.get("dev")?.hostSide).toBe(record.hostSide);
  expect(recordOf(engine)).toEqual(record);
});

test("files from a generation that showed them outlast an update that shows them again and fails", async () => {
  const { engine, machines } = await created();
  await update(engine, { workspace: "/workspace" });
  const note = join(engine.parts.workspaces.path("dev"), "note");
  await writeFile(note, "kept");
  await update(engine);
  machines.sick = /jq/;
  await update(engine, { workspace: "/workspace", packages: ["jq"] });
  expect(recordOf(engine).workspace).toBeNull();
  expect(await readFile(note, "utf8")).toBe("kept");
});

test("one that somebody cancels is undone, and is CANCELLED", async () => {
  const { engine, machines, record } = await created();
  const reached = Promise.withResolvers<void>();
  machines.before = (call, signal) => {
    if (call !== "switch" || machines.calls.filter((made) => made === "switch dev").length > 1) return;
    reached.resolve();
    return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  };
  const operation = await begin(engine);
  await reached.promise;
  operation.cancel(new VoxnixError("CANCELLED", "no"));
  await operation.ended;
  expect(operation.error?.reason).toBe("CANCELLED");
  expect(machines.running.get("dev")).toBe(record.image);
  expect(machines.installed.get("dev")?.hostSide).toBe(record.hostSide);
});

test.each([
  ["install", null],
  ["switch", null],
  ["stop", "/workspace"],
  ["install", "/workspace"],
  ["start", "/workspace"],
])(
  "one that was cut off at %s (workspace: %s) has its old generation running again",
  async (call, workspace) => {
    const { engine, machines, record } = await created();
    machines.before = (made) => (made === call ? new Promise<void>(() => {}) : undefined);
    await begin(engine, { workspace });
    await expect.poll(() => machines.calls).toContain(`${call} dev`);
    machines.before = () => {};
    const after = await engine.again();
    await after.recovered;
    expect(machines.states.get("dev")).toBe("RUNNING");
    expect(machines.running.get("dev")).toBe(record.image);
    expect(machines.installed.get("dev")?.hostSide).toBe(record.hostSide);
    expect(recordOf(after)).toEqual(record);
    expect(after.registry.list()[0]?.error?.reason).toBe("INTERRUPTED");
  },
);

test("one that was cut off after its commit is done", async () => {
  const { engine, machines } = await created();
  engine.parts.images.use = () => new Promise(() => {});
  await begin(engine);
  await expect.poll(() => recordOf(engine).generation).toBe(2);
  const after = await engine.again();
  await after.recovered;
  expect(recordOf(after)).toMatchObject({ generation: 2, packages: ["htop"] });
  expect(machines.running.get("dev")).toBe(recordOf(after).image);
  const [operation] = after.registry.list();
  expect(operation?.error).toBeUndefined();
});

test("one whose record a full disk does not take has its old generation running again", async () => {
  const { engine, machines, record } = await created();
  const { records } = engine.parts;
  records.save = () => Promise.reject(full);
  const operation = await update(engine);
  expect(operation.error).toMatchObject({ reason: "DISK_FULL", facts: { container: "dev" } });
  expect(machines.running.get("dev")).toBe(record.image);
  expect(machines.installed.get("dev")?.hostSide).toBe(record.hostSide);
  expect(recordOf(engine)).toEqual(record);
});

test("one that is done and only cannot be tidied up is told as done", async () => {
  const { engine, machines } = await created();
  engine.parts.images.use = () => Promise.reject(full);
  const operation = await update(engine);
  expect(operation.error).toBeUndefined();
  expect(recordOf(engine)).toMatchObject({ generation: 2, packages: ["htop"] });
  expect(machines.running.get("dev")).toBe(recordOf(engine).image);
});

test("a create whose record a full disk does not take leaves nothing behind", async () => {
  const machines = new FakeMachines();
  const engine = await testEngine({ machines });
  const { records } = engine.parts;
  const save = records.save.bind(records);
  records.save = (record) => (record.stage === "created" ? Promise.reject(full) : save(record));
  const operation = await engine.registry.begin({ kind: "CREATE", record: someRecord(), ...fresh });
  await operation.ended;
  expect(operation.error?.reason).toBe("DISK_FULL");
  expect(records.all()).toEqual([]);
  expect(machines.states.size).toBe(0);
});
