import { appendFile, readFile, writeFile } from "node:fs/promises";
import { VoxnixError } from "@voxnix/protocol";
import { expect, test } from "vitest";
import type { ContainerRecord } from "../store/record.ts";
import { BusGoneError } from "../system/bus/connection.ts";
import { FakeMachines, type TestEngine, testEngine } from "../testing/engine.ts";
import { someRecord } from "../testing/record.ts";

const record = someRecord();

type Kind = "CREATE" | "STOP" | "START" | "RESTART" | "DESTROY";

const begin = (engine: TestEngine, kind: Kind, of: ContainerRecord = record, ran?: boolean) =>
  engine.registry.begin({ kind, record: of, ran, role: "tenant", requestId: undefined, fingerprint: "" });

// Lets an operation come as far as an action on the machine, and no further: as if the power went.
async function cutAt(
  call: string,
  kind: Kind,
  machines: FakeMachines,
  engine: TestEngine,
  of?: ContainerRecord,
) {
  machines.before = (made) => (made === call ? new Promise<void>(() => {}) : undefined);
  await begin(engine, kind, of);
  await expect.poll(() => machines.calls).toContain(`${call} dev`);
  machines.before = () => {};
  const after = await engine.again();
  await after.recovered;
  return after;
}

const created = async (engine: TestEngine) => {
  const operation = await begin(engine, "CREATE");
  await operation.ended;
  return engine.parts.records.byMachine("dev") ?? record;
};

test.each(["install", "start"])("a create that was cut off at %s is undone", async (call) => {
  const machines = new FakeMachines();
  const after = await cutAt(call, "CREATE", machines, await testEngine({ machines }));
  expect(after.parts.records.all()).toEqual([]);
  expect(machines.states.size).toBe(0);
  const [operation] = after.registry.list();
  expect(operation?.message()).toMatchObject({ state: "FAILED", error: { reason: "INTERRUPTED" } });
});

test.each(["stop", "remove"])("a destroy that was cut off at %s is finished", async (call) => {
  const machines = new FakeMachines();
  const engine = await testEngine({ machines });
  const of = await created(engine);
  const after = await cutAt(call, "DESTROY", machines, engine, of);
  expect(after.parts.records.all()).toEqual([]);
  expect(machines.states.size).toBe(0);
  expect(after.registry.list()[0]?.message().state).toBe("SUCCEEDED");
});

test("a destroy that systemd has no time for when it is to be finished is begun again until it is", async () => {
  const machines = new FakeMachines();
  const engine = await testEngine({ machines });
  const of = await created(engine);
  machines.before = (made) => (made === "remove" ? new Promise<void>(() => {}) : undefined);
  await begin(engine, "DESTROY", of);
  await expect.poll(() => machines.calls).toContain("remove dev");
  machines.calls.length = 0;
  machines.before = (made) => {
    if (made === "remove" && machines.calls.filter((call) => call === "remove dev").length < 3)
      throw new BusGoneError("Reload: no answer within 180 s");
  };
  const after = await engine.again();
  await after.recovered;
  expect(after.parts.records.all()).toEqual([]);
  expect(after.registry.list()[0]?.message().state).toBe("SUCCEEDED");
});

test.each(["stop", "start"])(
  "a restart that was cut off at %s ends with the container running",
  async (call) => {
    const machines = new FakeMachines();
    const engine = await testEngine({ machines });
    const of = await created(engine);
    machines.calls.length = 0;
    const after = await cutAt(call, "RESTART", machines, engine, of);
    expect(machines.states.get("dev")).toBe("RUNNING");
    expect(after.registry.list()[0]?.message().state).toBe("SUCCEEDED");
  },
);

test("an unfinished operation holds its container until it is settled", async () => {
  const machines = new FakeMachines();
  const engine = await testEngine({ machines });
  const of = await created(engine);
  machines.before = (made) => (made === "stop" ? new Promise<void>(() => {}) : undefined);
  await begin(engine, "STOP", of);
  await expect.poll(() => machines.calls).toContain("stop dev");
  const after = await engine.again();
  await expect(begin(after, "START", of)).rejects.toThrow(expect.objectContaining({ reason: "BUSY" }));
});

test("ended operations stay listed after a restart, with the facts they ended with", async () => {
  const engine = await testEngine();
  await created(engine);
  const after = await engine.again();
  await after.recovered;
  const [operation] = after.registry.list();
  expect(operation?.message()).toMatchObject({ kind: "CREATE", state: "SUCCEEDED", container: "dev" });
  const events: string[] = [];
  for await (const { event } of operation?.events.watch(new AbortController().signal) ?? [])
    events.push(event ?? "");
  expect(events).toEqual(["accepted", "done"]);
});

test("a journal whose last line was cut off is read, and what it tells is settled", async () => {
  const machines = new FakeMachines();
  const engine = await testEngine({ machines });
  machines.before = (made) => (made === "start" ? new Promise<void>(() => {}) : undefined);
  await begin(engine, "CREATE");
  await expect.poll(() => machines.calls).toContain("start dev");
  machines.before = () => {};
  await appendFile(engine.journal.path, '{"entry":"step","opera');
  const after = await engine.again();
  await after.recovered;
  expect(after.journal.unreadable).toBe(0);
  expect(after.parts.records.all()).toEqual([]);
});

test("a damaged line in the middle is counted and the whole file kept for a person", async () => {
  const engine = await testEngine();
  await created(engine);
  await appendFile(engine.journal.path, "garbage\n");
  const after = await engine.again();
  expect(after.journal.unreadable).toBe(1);
  expect(await readFile(`${after.journal.path}.unreadable`, "utf8")).toContain("garbage");
  expect(after.registry.list()).toHaveLength(1);
});

test("a record that says creating though no operation is known is undone", async () => {
  const machines = new FakeMachines();
  const engine = await testEngine({ machines });
  await engine.parts.records.save({ ...record, hostSide: "/nix/store/host-side" });
  machines.states.set("dev", "RUNNING");
  const after = await engine.again();
  await after.recovered;
  expect(machines.states.size).toBe(0);
  expect(after.parts.records.all()).toEqual([]);
});

// Cancels a change in the middle of one action, and then the power goes in the middle of the undoing one.
async function cutOffUndoing(kind: Kind, action: "stop" | "start", undoing: "stop" | "start", ran?: boolean) {
  const machines = new FakeMachines();
  const engine = await testEngine({ machines });
  const of = await created(engine);
  if (ran === false) machines.states.set("dev", "STOPPED");
  machines.calls.length = 0;
  machines.before = (made, signal) =>
    made === undoing && machines.calls.includes(`${action} dev`)
      ? new Promise<void>(() => {})
      : made === action
        ? new Promise<void>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)))
        : undefined;
  const operation = await begin(engine, kind, of, ran);
  await expect.poll(() => machines.calls).toContain(`${action} dev`);
  // It stands in between now, and what ran or did not cannot be seen any more.
  machines.states.set("dev", "STOPPING");
  operation.cancel(new VoxnixError("CANCELLED", "no"));
  await expect.poll(() => machines.calls).toContain(`${undoing} dev`);
  machines.before = () => {};
  const after = await engine.again();
  await after.recovered;
  return { machines, after, told: after.registry.list()[0]?.message() };
}

test.each(["STOP", "RESTART", "DESTROY"] as const)(
  "a %s whose cancelling was cut off is undone all the same: it runs again",
  async (kind) => {
    const { machines, after, told } = await cutOffUndoing(kind, "stop", "start", true);
    expect(machines.states.get("dev")).toBe("RUNNING");
    expect(machines.calls).not.toContain("remove dev");
    expect(after.parts.records.all()).toHaveLength(1);
    expect(told).toMatchObject({ kind, error: { reason: "INTERRUPTED" } });
    expect(told?.error?.message).toContain("what had been begun was undone");
  },
);

test("a start whose cancelling was cut off is undone all the same: it is stopped again", async () => {
  const { machines, told } = await cutOffUndoing("START", "start", "stop", false);
  expect(machines.states.get("dev")).toBe("STOPPED");
  expect(told).toMatchObject({ kind: "START", error: { reason: "INTERRUPTED" } });
});

test("a destroy of a former version whose cancelling was cut off destroys nothing, and says that one has to look", async () => {
  const { machines, after, told } = await cutOffUndoing("DESTROY", "stop", "start");
  expect(machines.calls).not.toContain("remove dev");
  expect(after.parts.records.all()).toHaveLength(1);
  expect(told?.error?.message).toContain("look how it is now");
});

test("a destroy whose end was never written down does not take a later container of the same name", async () => {
  const machines = new FakeMachines();
  const engine = await testEngine({ machines });
  const old = await created(engine);
  await (await begin(engine, "DESTROY", old)).ended;
  const journal = await readFile(engine.journal.path, "utf8");
  const lines = journal.split("\n").filter((line) => line !== "");
  await writeFile(engine.journal.path, `${lines.slice(0, -1).join("\n")}\n`);
  await created(engine);
  machines.calls.length = 0;
  const after = await engine.again();
  await after.recovered;
  expect(machines.calls).toEqual([]);
  expect(after.parts.records.all()).toHaveLength(1);
  const again = await after.again();
  expect(again.journal.operations().every(({ end }) => end !== undefined)).toBe(true);
});

test("what is being finished after a crash is finished, though somebody cancels it", async () => {
  const machines = new FakeMachines();
  const engine = await testEngine({ machines });
  const of = await created(engine);
  machines.before = (made) => (made === "remove" ? new Promise<void>(() => {}) : undefined);
  await begin(engine, "DESTROY", of);
  await expect.poll(() => machines.calls).toContain("remove dev");
  const going = Promise.withResolvers<void>();
  machines.before = (made) => (made === "remove" ? going.promise : undefined);
  const after = await engine.again();
  const [operation] = after.registry.list();
  operation?.cancel(new VoxnixError("CANCELLED", "no"));
  going.resolve();
  await after.recovered;
  expect(after.parts.records.all()).toEqual([]);
  expect(operation?.message().state).toBe("SUCCEEDED");
});

test("one that takes long to settle does not keep the others waiting", async () => {
  const machines = new FakeMachines();
  const engine = await testEngine({ machines });
  machines.before = (made) => (made === "start" ? new Promise<void>(() => {}) : undefined);
  const names = ["one", "two", "three"];
  for (const name of names) await begin(engine, "CREATE", someRecord({ name, machine: name }));
  await expect.poll(() => machines.calls.filter((call) => call.startsWith("start "))).toHaveLength(3);
  let stopped = 0;
  machines.before = (made) => (made === "stop" && stopped++ === 0 ? new Promise<void>(() => {}) : undefined);
  const after = await engine.again();
  const underway = () => after.registry.list().filter((operation) => operation.underway).length;
  await expect.poll(underway).toBe(1);
  expect(after.parts.records.all()).toHaveLength(1);
});
