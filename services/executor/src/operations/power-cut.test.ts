import { VoxnixError } from "@voxnix/protocol";
import { expect, test } from "vitest";
import { noLimits } from "../store/record.ts";
import { FakeMachines, testEngine } from "../testing/engine.ts";
import { someRecord } from "../testing/record.ts";

const fresh = { role: "tenant", requestId: undefined, fingerprint: "" } as const;
const badDisk = async () => {
  throw new VoxnixError("START_FAILED", "The files of dev could not be taken to the disk.");
};

test("a container whose files the disk did not take was not created, and nothing of it stays", async () => {
  const machines = new FakeMachines();
  machines.syncRoot = badDisk;
  const { registry, parts } = await testEngine({ machines });
  const operation = await registry.begin({ kind: "CREATE", record: someRecord(), ...fresh });
  await operation.ended;
  expect(operation.error).toMatchObject({ reason: "START_FAILED" });
  expect(parts.records.byMachine("dev")).toBeUndefined();
  expect(await machines.isPartlyInstalled(someRecord())).toBe(false);
});

// What starts with its host is up again by the time the executor is.
test.each([
  ["CREATE", "install"],
  ["DESTROY", "remove"],
] as const)(
  "after a power cut a %s stops what started by itself before it removes it",
  async (kind, call) => {
    const machines = new FakeMachines();
    const engine = await testEngine({ machines });
    const start = (what: "CREATE" | "DESTROY", record = someRecord()) =>
      engine.registry.begin({ kind: what, record, ...fresh });
    if (kind === "DESTROY") await (await start("CREATE")).ended;
    machines.before = (made) => (made === call ? new Promise<void>(() => {}) : undefined);
    await start(kind, engine.parts.records.byMachine("dev"));
    await expect.poll(() => machines.calls).toContain(`${call} dev`);
    machines.before = () => {};
    machines.states.set("dev", "RUNNING");
    const after = await engine.again();
    await after.recovered;
    expect(machines.states.size).toBe(0);
    expect(after.parts.records.all()).toEqual([]);
    const ended = after.registry.list()[0]?.message();
    expect(ended?.error?.message ?? "").not.toContain("not all could be undone");
    expect(ended?.state).toBe(kind === "DESTROY" ? "SUCCEEDED" : "FAILED");
  },
);

test("an update whose files the disk did not take is reverted", async () => {
  const machines = new FakeMachines();
  const { registry, parts } = await testEngine({ machines });
  await (await registry.begin({ kind: "CREATE", record: someRecord(), ...fresh })).ended;
  const record = parts.records.byMachine("dev") ?? someRecord();
  machines.syncRoot = badDisk;
  const target = {
    ...{ modules: [], packages: ["htop"], autostart: true, workspace: null, limits: noLimits },
    ...{ expectedImage: "", keepImage: false, rollBackTo: 0 },
  };
  const operation = await registry.begin({ kind: "UPDATE", record, target, ran: true, ...fresh });
  await operation.ended;
  expect(operation.error).toMatchObject({ reason: "UPDATE_REVERTED" });
  expect(parts.records.byMachine("dev")).toMatchObject({ generation: 1, image: record.image });
});
