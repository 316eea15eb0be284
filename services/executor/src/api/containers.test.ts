import type { ContainerSpec, CreateContainerRequest, OperationEvent } from "@voxnix/protocol";
import { expect, test } from "vitest";
import { FakeMachines, fakeComposer, type TestEngine, testEngine } from "../testing/engine.ts";
import { containersApi } from "./containers.ts";
import { operationsApi } from "./operations.ts";

const ada = "telegram:1";
const bob = "telegram:2";
const signal = new AbortController().signal;
const context = { rpc: "test", signal };

function create(
  name: string,
  owner: string,
  more: Partial<CreateContainerRequest> = {},
): CreateContainerRequest {
  const spec: ContainerSpec = { name, modules: [{ name: "git", settings: {} }], packages: [], limits: null };
  return { owner, requestId: "", spec, ...more };
}

async function all(events: AsyncIterable<unknown>): Promise<OperationEvent[]> {
  const seen: OperationEvent[] = [];
  for await (const event of events as AsyncIterable<OperationEvent>) seen.push(event);
  return seen;
}

const refusal = (reason: string, facts: object = {}) =>
  expect.objectContaining({ reason, facts: expect.objectContaining(facts) });

const tenantOf = (engine: TestEngine) => containersApi("tenant", engine);

test("a create ends with the facts of the running container", async () => {
  const engine = await testEngine();
  const events = await all(tenantOf(engine).Create(create("dev", ada), context));
  expect(events.map(({ event }) => event)).toEqual(["accepted", "phase", "phase", "phase", "phase", "done"]);
  expect(events.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(events.at(-1)?.done?.container).toMatchObject({
    state: "RUNNING",
    machine: "dev",
    address: "10.9.0.3",
  });
  expect(engine.machines.calls).toEqual(["install dev", "start dev"]);
});

test("a second user's container of the same name does not collide, and neither sees the other's", async () => {
  const engine = await testEngine();
  const api = tenantOf(engine);
  await all(api.Create(create("dev", ada), context));
  const events = await all(api.Create(create("dev", bob), context));
  expect(events.at(-1)?.done?.container).toMatchObject({ name: "dev", machine: "dev-2" });
  expect((await api.List({ owner: ada }, context)).containers).toHaveLength(1);
  await all(api.Stop({ owner: bob, name: "dev", requestId: "" }, context));
  expect(await api.Get({ owner: ada, name: "dev" }, context)).toMatchObject({ state: "RUNNING" });
});

test("another owner's container and operation are not found", async () => {
  const engine = await testEngine();
  const api = tenantOf(engine);
  const [accepted] = await all(api.Create(create("dev", ada), context));
  const missing = refusal("NOT_FOUND");
  await expect(Promise.resolve().then(() => api.Get({ owner: bob, name: "dev" }, context))).rejects.toThrow(
    missing,
  );
  for (const verb of ["Start", "Stop", "Restart", "Destroy"] as const) {
    await expect(all(api[verb]({ owner: bob, name: "dev", requestId: "" }, context))).rejects.toThrow(
      missing,
    );
  }
  await expect(all(api.Logs({ owner: bob, name: "dev", unit: "", follow: false }, context))).rejects.toThrow(
    missing,
  );
  const operationId = accepted?.operationId ?? "";
  const operations = operationsApi("tenant", engine);
  await expect(all(operations.Watch({ owner: bob, operationId }, context))).rejects.toThrow(missing);
  await expect(
    Promise.resolve().then(() => operations.Cancel({ owner: bob, operationId }, context)),
  ).rejects.toThrow(missing);
  expect(await operations.List({ owner: bob, container: "", underwayOnly: false }, context)).toEqual({
    operations: [],
  });
});

test("nobody gets a machine name that a stranger or somebody's files have", async () => {
  const engine = await testEngine();
  const api = tenantOf(engine);
  engine.machines.strangers.add("dev");
  await engine.parts.workspaces.make("dev-2");
  const events = await all(api.Create(create("dev", ada), context));
  expect(events.at(-1)?.done?.container).toMatchObject({ name: "dev", machine: "dev-3" });
  expect(engine.machines.calls).not.toContain("stop dev");
});

test("a tenant has to name the owner; an admin only where a name is not unique", async () => {
  const engine = await testEngine();
  await all(tenantOf(engine).Create(create("dev", ada), context));
  await expect(Promise.resolve().then(() => tenantOf(engine).List({ owner: "" }, context))).rejects.toThrow(
    refusal("INVALID_FIELD", { field: "owner" }),
  );
  const admin = containersApi("admin", engine);
  expect(await admin.Get({ owner: "", name: "dev" }, context)).toMatchObject({ owner: ada });
  await all(admin.Create(create("dev", bob), context));
  await expect(Promise.resolve().then(() => admin.Get({ owner: "", name: "dev" }, context))).rejects.toThrow(
    refusal("OWNER_AMBIGUOUS", { known: [ada, bob] }),
  );
});

test("a name that the owner has already, and one container too many, are refused", async () => {
  const engine = await testEngine();
  const api = tenantOf(engine);
  await all(api.Create(create("dev", ada), context));
  await expect(all(api.Create(create("dev", ada), context))).rejects.toThrow(refusal("NAME_TAKEN"));
  await all(api.Create(create("two", ada), context));
  await expect(all(api.Create(create("three", ada), context))).rejects.toThrow(refusal("QUOTA_EXCEEDED"));
});

test("when the addresses are used up a create says so", async () => {
  const engine = await testEngine();
  const api = tenantOf(engine);
  for (const [index, name] of ["a", "b", "c", "d"].entries()) {
    await all(api.Create(create(name, `telegram:${10 + index}`), context));
  }
  await expect(all(api.Create(create("e", "telegram:99"), context))).rejects.toThrow(
    refusal("QUOTA_EXCEEDED"),
  );
});

test("a retry with the same request_id joins, be the operation ended or not", async () => {
  const engine = await testEngine();
  const api = tenantOf(engine);
  const request = create("dev", ada, { requestId: "r-1" });
  const [first, second] = await Promise.all([
    all(api.Create(request, context)),
    all(api.Create(request, context)),
  ]);
  const late = await all(api.Create(request, context));
  expect(new Set([first, second, late].map((events) => events[0]?.operationId)).size).toBe(1);
  expect(late[0]?.accepted?.joined).toBe(true);
  expect(engine.machines.calls).toEqual(["install dev", "start dev"]);
});

test("a request_id cannot be used for a second, different request", async () => {
  const engine = await testEngine();
  const api = tenantOf(engine);
  await all(api.Create(create("dev", ada, { requestId: "r-1" }), context));
  await expect(all(api.Create(create("dev2", ada, { requestId: "r-1" }), context))).rejects.toThrow(
    refusal("INVALID_FIELD", { field: "request_id" }),
  );
  await expect(all(api.Stop({ owner: ada, name: "dev", requestId: "r-1" }, context))).rejects.toThrow(
    refusal("INVALID_FIELD", { field: "request_id" }),
  );
});

test("a second change of a busy container is refused with what it is busy with", async () => {
  const machines = new FakeMachines();
  const held = Promise.withResolvers<void>();
  const engine = await testEngine({ machines });
  const api = tenantOf(engine);
  await all(api.Create(create("dev", ada), context));
  machines.before = (call) => (call === "stop" ? held.promise : undefined);
  const stopping = all(api.Stop({ owner: ada, name: "dev", requestId: "" }, context));
  await expect.poll(() => machines.calls).toContain("stop dev");
  await expect(all(api.Start({ owner: ada, name: "dev", requestId: "" }, context))).rejects.toThrow(
    refusal("BUSY", { busyWith: expect.objectContaining({ kind: "stop" }) }),
  );
  await expect(all(api.Create(create("dev", ada), context))).rejects.toThrow(refusal("NAME_TAKEN"));
  held.resolve();
  expect((await stopping).at(-1)?.done?.container?.state).toBe("STOPPED");
});

test("a cancelled create is undone completely before Cancel answers", async () => {
  const machines = new FakeMachines();
  machines.before = (call, signal) =>
    call === "start"
      ? new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)))
      : undefined;
  const engine = await testEngine({ machines });
  const creating = all(tenantOf(engine).Create(create("dev", ada), context));
  const outcome = expect(creating).rejects.toThrow(refusal("CANCELLED"));
  await expect.poll(() => machines.calls).toContain("start dev");
  const operationId = engine.registry.list()[0]?.plan.id ?? "";
  const ended = await operationsApi("tenant", engine).Cancel({ owner: ada, operationId }, context);
  expect(ended).toMatchObject({ state: "FAILED", error: { reason: "CANCELLED" } });
  expect(machines.calls.slice(-2)).toEqual(["stop dev", "remove dev"]);
  expect(engine.parts.records.all()).toEqual([]);
  await outcome;
});

test("a create that fails to start leaves nothing, and its name is free again", async () => {
  const machines = new FakeMachines();
  machines.before = (call) => {
    if (call === "start") throw new Error("no");
  };
  const engine = await testEngine({ machines });
  const api = tenantOf(engine);
  await expect(all(api.Create(create("dev", ada), context))).rejects.toThrow(refusal("INTERNAL"));
  expect(machines.states.size).toBe(0);
  expect(engine.parts.records.all()).toEqual([]);
  machines.before = () => {};
  await all(api.Create(create("dev", ada), context));
});

test("what cannot be undone stays on record, is told, and can be destroyed", async () => {
  const machines = new FakeMachines();
  machines.before = (call) => {
    if (call === "start" || call === "remove") throw new Error(`${call} failed`);
  };
  const engine = await testEngine({ machines });
  const api = tenantOf(engine);
  await expect(all(api.Create(create("dev", ada), context))).rejects.toThrow(/remove failed/);
  expect((await api.List({ owner: ada }, context)).containers).toMatchObject([
    { name: "dev", state: "STOPPED" },
  ]);
  machines.before = () => {};
  await all(api.Destroy({ owner: ada, name: "dev", requestId: "" }, context));
  expect(engine.parts.records.all()).toEqual([]);
});

test("an operation outlives the stream that watches it", async () => {
  const composed = Promise.withResolvers<string>();
  const engine = await testEngine({ composer: { ...fakeComposer, image: () => composed.promise } });
  const hangUp = new AbortController();
  const events = tenantOf(engine).Create(create("dev", ada), { rpc: "test", signal: hangUp.signal });
  for await (const event of events as AsyncIterable<OperationEvent>) {
    if (event.accepted) hangUp.abort();
  }
  composed.resolve("/nix/store/image");
  await engine.registry.list()[0]?.ended;
  expect(engine.registry.list()[0]?.message().state).toBe("SUCCEEDED");
});

test.each([
  ["Dev", "NAME_INVALID", "spec.name"],
  ["../x", "NAME_INVALID", "spec.name"],
  ["", "NAME_INVALID", "spec.name"],
])("a container cannot be called %j", async (name, reason, field) => {
  const engine = await testEngine();
  await expect(all(tenantOf(engine).Create(create(name, ada), context))).rejects.toThrow(
    refusal(reason, { field }),
  );
  expect(engine.registry.list()).toEqual([]);
});

test("a create without a spec and one with an unknown module are refused by field", async () => {
  const engine = await testEngine();
  const api = tenantOf(engine);
  await expect(all(api.Create({ owner: ada, requestId: "", spec: null }, context))).rejects.toThrow(
    refusal("INVALID_FIELD", { field: "spec" }),
  );
  const spec: ContainerSpec = {
    name: "dev",
    modules: [{ name: "gti", settings: {} }],
    packages: [],
    limits: null,
  };
  await expect(all(api.Create(create("dev", ada, { spec }), context))).rejects.toThrow(
    refusal("UNKNOWN_MODULE", {
      field: "spec.modules[0].name",
      nearest: ["git"],
      known: ["fish", "git", "workspace"],
    }),
  );
});
