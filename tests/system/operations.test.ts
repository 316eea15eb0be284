import { afterEach, describe, expect, it } from "vitest";
import { inAppliance, machines, tracesOf } from "./harness/appliance.ts";
import { newOwner, openDoors } from "./harness/executor.ts";
import { openGate, waitingAtGate, withTestModules } from "./harness/library.ts";
import { begins, finish, refusal, refusedChange, succeed, watch } from "./harness/operation.ts";

const { tenant, admin } = openDoors();
withTestModules();

const owner = newOwner("op");
const dev = { owner, name: "dev" };
let tickets = 0;

/** A create whose build waits at the gate, and which is there. */
const createAtGate = async (requestId = "") => {
  tickets += 1;
  const settings = { ticket: { text: `t-${process.pid}-${tickets}` } };
  const spec = { name: "dev", modules: [{ name: "waits", settings }] };
  const request = { owner, spec, requestId };
  const create = watch((signal) => tenant.containers.Create(request, { signal }));
  const { operationId } = await create.see(begins("BUILD"));
  await expect.poll(waitingAtGate, { timeout: 60_000, interval: 100 }).not.toBe("");
  return { create, operationId, request };
};
const watchOperation = (operationId: string) => finish(tenant.operations.Watch({ owner, operationId }));

afterEach(async () => {
  const { containers } = await tenant.containers.List({ owner });
  for (const { name } of containers) await succeed(tenant.containers.Destroy({ owner, name }));
});

describe("an operation", () => {
  it("goes on when its stream is dropped, and Watch tells it from its first event", async () => {
    const { create, operationId } = await createAtGate();
    create.drop();
    await create.told.catch(() => undefined);
    const { operations } = await tenant.operations.List({ owner, underwayOnly: true });
    expect(operations).toMatchObject([
      { id: operationId, state: "UNDERWAY", kind: "CREATE", container: "dev" },
    ]);
    const watched = watchOperation(operationId);
    await openGate();
    const { events, container, error } = await watched;
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
    expect(events[0]?.accepted?.operation?.id).toBe(operationId);
    expect(container).toMatchObject({ name: "dev", state: "RUNNING" });
    expect(error).toBeUndefined();
  });

  it("can be watched again after its end, with the same events", async () => {
    const { events, id } = await finish(
      tenant.containers.Create({ owner, spec: { name: "dev", modules: [] } }),
    );
    const again = await watchOperation(id);
    expect(again.events.map(({ sequence, event }) => [sequence, event])).toEqual(
      events.map(({ sequence, event }) => [sequence, event]),
    );
  });

  it("holds its container: who comes in between is told what it is BUSY with", async () => {
    const { create, operationId } = await createAtGate();
    for (const change of ["Destroy", "Start", "Stop", "Restart"] as const) {
      const busy = await refusedChange(tenant.containers[change](dev));
      expect(busy).toMatchObject({ reason: "BUSY", facts: { busyWith: { operationId, kind: "create" } } });
    }
    expect((await tenant.containers.Get(dev)).state).toBe("CREATING");
    await openGate();
    expect((await create.told).container).toMatchObject({ state: "RUNNING" });
  });

  it("tells what the build says", async () => {
    const { create } = await createAtGate();
    await create.see(({ log }) => log?.text.includes("waiting at the gate") ?? false);
    await openGate();
    await create.told;
  });
});

describe("a retry with the same request_id", () => {
  it("joins the operation under way instead of beginning another", async () => {
    const { create, operationId, request } = await createAtGate("retry-1");
    const retry = watch((signal) => tenant.containers.Create(request, { signal }));
    const first = await retry.see(({ accepted }) => Boolean(accepted));
    expect(first).toMatchObject({ operationId, accepted: { joined: true } });
    await openGate();
    const [one, other] = [await create.told, await retry.told];
    expect(other.container).toEqual(one.container);
    expect((await tenant.containers.List({ owner })).containers).toHaveLength(1);
  });

  it("gives the outcome again when the operation has ended", async () => {
    const request = { owner, requestId: "retry-2", spec: { name: "dev", modules: [] } };
    const first = await finish(tenant.containers.Create(request));
    expect(first.error).toBeUndefined();
    const again = await finish(tenant.containers.Create(request));
    expect(again.id).toBe(first.id);
    expect(again.events[0]?.accepted?.joined).toBe(true);
    expect(again.container).toMatchObject({ name: "dev", machine: first.container?.machine });
  });

  it("does not join another owner's operation", async () => {
    const requestId = "retry-3";
    const mine = await finish(
      tenant.containers.Create({ owner, requestId, spec: { name: "dev", modules: [] } }),
    );
    const stranger = newOwner("stranger");
    const theirs = await finish(
      tenant.containers.Create({ owner: stranger, requestId, spec: { name: "dev", modules: [] } }),
    );
    expect(theirs.id).not.toBe(mine.id);
    await succeed(tenant.containers.Destroy({ owner: stranger, name: "dev" }));
  });
});

describe("Cancel", () => {
  it("ends a create in the middle of its build and leaves nothing", async () => {
    const { create, operationId } = await createAtGate();
    const { machine } = await tenant.containers.Get(dev);
    const ended = await tenant.operations.Cancel({ owner, operationId }, { deadlineMs: 60_000 });
    expect(ended).toMatchObject({ id: operationId, state: "FAILED", error: { reason: "CANCELLED" } });
    expect((await create.told).error).toMatchObject({ reason: "CANCELLED" });
    expect(await waitingAtGate()).toBe("");
    expect(await tenant.containers.List({ owner })).toEqual({ containers: [] });
    expect(await machines()).not.toContain(machine);
    expect(await tracesOf(machine)).toEqual([]);
  });

  it("changes nothing about an operation that has ended, and gives it back", async () => {
    const { id } = await finish(tenant.containers.Create({ owner, spec: { name: "dev", modules: [] } }));
    expect(await tenant.operations.Cancel({ owner, operationId: id })).toMatchObject({
      id,
      state: "SUCCEEDED",
    });
    expect(await tenant.containers.Get(dev)).toMatchObject({ state: "RUNNING" });
  });

  it("of what does not exist says so", async () => {
    const refused = await refusal(tenant.operations.Cancel({ owner, operationId: "op-none" }));
    expect(refused).toMatchObject({ reason: "NOT_FOUND" });
  });

  it("is the admin's right too", async () => {
    const { create, operationId } = await createAtGate();
    expect(await admin.operations.Cancel({ operationId }, { deadlineMs: 60_000 })).toMatchObject({
      state: "FAILED",
    });
    expect((await create.told).failed).toMatchObject({ reason: "CANCELLED" });
  });
});

describe("an executor that is killed in the middle of a create", () => {
  it("undoes it at its next start and says INTERRUPTED to who asks", async () => {
    const { create, operationId } = await createAtGate();
    const { machine } = await tenant.containers.Get(dev);
    await inAppliance("systemctl", "kill", "--signal=SIGKILL", "voxnix-executor.service");
    await create.told.catch(() => undefined);
    await expect
      .poll(
        async () =>
          (await admin.operations.List({ owner, underwayOnly: true }).catch(() => undefined))?.operations,
        {
          timeout: 60_000,
          interval: 200,
        },
      )
      .toEqual([]);
    expect((await watchOperation(operationId)).failed).toMatchObject({
      reason: "INTERRUPTED",
      container: "dev",
    });
    expect(await tenant.containers.List({ owner })).toEqual({ containers: [] });
    expect(await tracesOf(machine)).toEqual([]);
  });

  it("leaves running containers running", async () => {
    const { machine, sinceMs } = await succeed(
      tenant.containers.Create({ owner, spec: { name: "dev", modules: [] } }),
    );
    await inAppliance("systemctl", "kill", "--signal=SIGKILL", "voxnix-executor.service");
    await expect
      .poll(() => tenant.containers.Get(dev).catch(() => undefined), { timeout: 60_000, interval: 200 })
      .toMatchObject({
        state: "RUNNING",
        sinceMs,
      });
    expect(await machines()).toContain(machine);
  });
});
