import type { ContainerSpec, OperationEvent } from "@voxnix/protocol";
import { expect, test, vi } from "vitest";
import { type TestEngine, testEngine } from "../testing/engine.ts";
import { someRecord } from "../testing/record.ts";
import { containersApi } from "./containers.ts";

const owner = "telegram:1";
const context = { rpc: "test", signal: new AbortController().signal };
const gib = 2 ** 30;
type Wish = { memoryBytes?: number; cpuPercent?: number; tasks?: number; diskBytes?: number };

async function all(events: AsyncIterable<unknown>): Promise<OperationEvent[]> {
  const seen: OperationEvent[] = [];
  for await (const event of events as AsyncIterable<OperationEvent>) seen.push(event);
  return seen;
}
const specOf = (name: string, limits: Wish | null): ContainerSpec => ({
  name,
  modules: [],
  packages: [],
  limits,
});
const create = (engine: TestEngine, limits: Wish | null = null, name = "dev") =>
  all(containersApi("tenant", engine).Create({ owner, requestId: "", spec: specOf(name, limits) }, context));
const setLimits = (engine: TestEngine, limits: Wish) =>
  all(containersApi("tenant", engine).SetLimits({ owner, requestId: "", name: "dev", limits }, context));
const limitsOf = async (engine: TestEngine) =>
  (await containersApi("tenant", engine).Get({ owner, name: "dev" }, context)).limits;

test("a container that asks for nothing gets the host's defaults, and never all processes of the host", async () => {
  const engine = await testEngine();
  await create(engine);
  const { limits } = engine.config;
  expect(limits.tasks).toBeGreaterThan(0);
  expect(limits.memoryBytes).toBeGreaterThan(0);
  expect(await limitsOf(engine)).toEqual(limits);
  expect(engine.machines.held.get("dev")).toMatchObject({ tasks: limits.tasks });
});

test("what is asked for is granted and held; what is left out is the default", async () => {
  const engine = await testEngine();
  await create(engine, { memoryBytes: gib, cpuPercent: 50 });
  expect(await limitsOf(engine)).toEqual({ ...engine.config.limits, memoryBytes: gib, cpuPercent: 50 });
  expect(engine.machines.held.get("dev")).toMatchObject({ memoryBytes: gib, cpuPercent: 50 });
});

test("limits change while it runs: nothing is switched or restarted, and no generation is made", async () => {
  const engine = await testEngine();
  await create(engine, { tasks: 512 });
  engine.machines.calls.length = 0;
  const events = await setLimits(engine, { memoryBytes: gib });
  expect(events.at(-1)?.done?.container).toMatchObject({ generation: 1, state: "RUNNING" });
  expect(engine.machines.calls).toEqual(["install dev"]);
  expect(engine.machines.held.get("dev")).toMatchObject({ memoryBytes: gib, tasks: 512 });
  expect(engine.parts.records.byMachine("dev")?.hostSide).toBe(
    engine.machines.installed.get("dev")?.hostSide,
  );
  await setLimits(engine, { memoryBytes: 0 });
  expect(await limitsOf(engine)).toEqual({ ...engine.config.limits, tasks: 512 });
});

test("an update leaves them as they are unless it says otherwise", async () => {
  const engine = await testEngine();
  await create(engine, { tasks: 512 });
  const update = (limits: Wish | null) => {
    const spec = { ...specOf("dev", limits), packages: ["htop"] };
    const request = { owner, requestId: "", spec, expectedImage: "", expectedGeneration: 0 };
    return all(containersApi("tenant", engine).Update(request, context));
  };
  await update(null);
  expect(await limitsOf(engine)).toMatchObject({ tasks: 512 });
  await update({ tasks: 128 });
  expect(await limitsOf(engine)).toMatchObject({ tasks: 128 });
});

test("a change of limits that was cut off leaves what was before, on record and with systemd", async () => {
  const engine = await testEngine();
  await create(engine, { tasks: 512 });
  engine.machines.calls.length = 0;
  engine.machines.before = () => new Promise(() => {});
  void setLimits(engine, { tasks: 128 }).catch(() => undefined);
  await expect.poll(() => engine.machines.calls).toContain("install dev");
  engine.machines.held.set("dev", { memoryBytes: 0, cpuPercent: 0, tasks: 128 });
  engine.machines.before = () => {};
  const after = await engine.again();
  await after.recovered;
  expect(await limitsOf(after)).toMatchObject({ tasks: 512 });
  expect(after.machines.held.get("dev")).toMatchObject({ tasks: 512 });
  expect(after.machines.states.get("dev")).toBe("RUNNING");
});

test("all containers of an owner together get what the host grants one owner, and no more", async () => {
  const engine = await testEngine();
  engine.config.ownerLimits.memoryBytes = 3 * gib;
  await create(engine, { memoryBytes: gib });
  await expect(create(engine, { memoryBytes: 2.5 * gib }, "two")).rejects.toMatchObject({
    reason: "QUOTA_EXCEEDED",
    message: expect.stringContaining("2048 MiB of memory of that is left"),
  });
  await create(engine, { memoryBytes: 2 * gib }, "two");
  await expect(setLimits(engine, { memoryBytes: 2 * gib })).rejects.toMatchObject({
    reason: "QUOTA_EXCEEDED",
  });
  // It has what it has, and may have less.
  await setLimits(engine, { tasks: 128 });
  await setLimits(engine, { memoryBytes: gib / 2 });
  expect(await limitsOf(engine)).toMatchObject({ memoryBytes: gib / 2, tasks: 128 });
});

test("what an owner destroyed counts against the disk that the host grants, for as long as the trash holds it", async () => {
  const engine = await testEngine();
  engine.config.limits.diskBytes = gib;
  engine.config.ownerLimits.diskBytes = 3 * gib;
  const record = someRecord({ owner, name: "gone" });
  const id = "trash-000000001-aaaa";
  const note = {
    version: 1,
    id,
    kind: "trash",
    record,
    label: "",
    madeMs: 1,
    leavingMs: 1,
    overdueMs: 0,
    going: false,
  } as const;
  const copies = vi.spyOn(engine.parts.workspaces, "copies").mockResolvedValue([note]);
  const usage = new Map([[id, { usedBytes: 2.5 * gib, quotaBytes: 0 }]]);
  vi.spyOn(engine.parts.workspaces, "usage").mockResolvedValue(usage);
  await expect(create(engine)).rejects.toMatchObject({
    reason: "QUOTA_EXCEEDED",
    message: expect.stringContaining("What you destroyed holds 2560 MiB of disk: discard it"),
  });
  copies.mockResolvedValue([{ ...note, record: someRecord({ owner: "telegram:2", name: "gone" }) }]);
  await create(engine);
  expect(await limitsOf(engine)).toMatchObject({ diskBytes: gib });
});

test.each([
  [{ memoryBytes: 1024 }, "memory_bytes"],
  [{ memoryBytes: 2 ** 52 }, "memory_bytes"],
  [{ memoryBytes: -1 }, "memory_bytes"],
  [{ cpuPercent: 1 }, "cpu_percent"],
  [{ tasks: 1 }, "tasks"],
  [{ tasks: 1_000_000 }, "tasks"],
  [{ diskBytes: 1 }, "disk_bytes"],
])("%o would let it not live, or the host: it is refused by field", async (limits, field) => {
  const engine = await testEngine();
  await create(engine);
  await expect(setLimits(engine, limits)).rejects.toMatchObject({
    reason: "INVALID_FIELD",
    facts: { field: `limits.${field}` },
  });
});

test("a limit of the disk is refused where the host has none to give", async () => {
  const engine = await testEngine();
  await expect(create(engine, { diskBytes: gib })).rejects.toMatchObject({ reason: "UNSUPPORTED" });
});
