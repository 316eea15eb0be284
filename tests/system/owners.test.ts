import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { machines } from "./harness/appliance.ts";
import { newOwner, openDoors } from "./harness/executor.ts";
import { logsOf, runIn } from "./harness/inside.ts";
import { refusal, refusedChange, succeed } from "./harness/operation.ts";

const { tenant, admin } = openDoors();
const ada = newOwner("ada");
const bob = newOwner("bob");
const spec = { name: "dev", modules: [] };

describe("two owners with a container named dev", () => {
  beforeAll(async () => {
    await succeed(tenant.containers.Create({ owner: ada, spec }));
    await succeed(tenant.containers.Create({ owner: bob, spec }));
  });
  afterAll(async () => {
    for (const owner of [ada, bob]) await succeed(tenant.containers.Destroy({ owner, name: "dev" }));
  });

  it("have two machines", async () => {
    const hers = await tenant.containers.Get({ owner: ada, name: "dev" });
    const his = await tenant.containers.Get({ owner: bob, name: "dev" });
    expect(hers.machine).not.toBe(his.machine);
    expect(hers.address).not.toBe(his.address);
    expect(await machines()).toEqual(expect.arrayContaining([hers.machine, his.machine]));
  });

  it("see each their own and no other", async () => {
    for (const owner of [ada, bob]) {
      const { containers } = await tenant.containers.List({ owner });
      expect(containers.map((container) => [container.owner, container.name])).toEqual([[owner, "dev"]]);
    }
  });

  it("see each their own operations and no other", async () => {
    const { operations } = await tenant.operations.List({ owner: ada });
    expect(operations.length).toBeGreaterThan(0);
    expect(new Set(operations.map(({ owner }) => owner))).toEqual(new Set([ada]));
    const hers = operations[0]?.id ?? "";
    const watched = (async () => {
      for await (const _ of tenant.operations.Watch({ owner: bob, operationId: hers }));
    })();
    expect(await refusal(watched)).toMatchObject({ reason: "NOT_FOUND" });
    expect(await refusal(tenant.operations.Cancel({ owner: bob, operationId: hers }))).toMatchObject({
      reason: "NOT_FOUND",
    });
  });

  it("do not reach each other over the bridge", async () => {
    const his = await tenant.containers.Get({ owner: bob, name: "dev" });
    const ping = await runIn(tenant, ada, "dev", ["ping", "-c", "1", "-W", "2", his.address]);
    expect(ping.code).not.toBe(0);
  });

  it("cannot be told apart by an admin who does not say whose dev is meant", async () => {
    expect(await refusal(admin.containers.Get({ name: "dev" }))).toMatchObject({ reason: "OWNER_AMBIGUOUS" });
  });
});

describe("another owner's container", () => {
  const name = "secret";
  beforeAll(() => succeed(tenant.containers.Create({ owner: ada, spec: { name, modules: [] } })));
  afterAll(() => succeed(tenant.containers.Destroy({ owner: ada, name })));

  it("is the same NOT_FOUND as one that does not exist, whatever is asked of it", async () => {
    const say = async (container: string) => [
      await refusal(tenant.containers.Get({ owner: bob, name: container })),
      await refusal(runIn(tenant, bob, container, ["true"])),
      await refusal(logsOf(tenant, bob, container, 5)),
      await refusedChange(tenant.containers.Start({ owner: bob, name: container })),
      await refusedChange(tenant.containers.Stop({ owner: bob, name: container })),
      await refusedChange(tenant.containers.Restart({ owner: bob, name: container })),
      await refusedChange(tenant.containers.Destroy({ owner: bob, name: container })),
    ];
    const ofHers = (await say(name)).map(({ reason, message }) => [reason, message.replaceAll(name, "X")]);
    const ofNone = (await say("nothing")).map(({ reason, message }) => [
      reason,
      message.replaceAll("nothing", "X"),
    ]);
    expect(ofHers).toEqual(ofNone);
    expect(new Set(ofHers.map(([reason]) => reason))).toEqual(new Set(["NOT_FOUND"]));
    expect(await tenant.containers.Get({ owner: ada, name })).toMatchObject({ state: "RUNNING" });
  });

  it("is there for the admin, without naming its owner", async () => {
    expect(await admin.containers.Get({ name })).toMatchObject({ owner: ada, name });
    const { containers } = await admin.containers.List({});
    expect(containers.map((container) => container.owner)).toContain(ada);
  });
});

describe("the tenant door", () => {
  it("does not open without an owner", async () => {
    expect(await refusal(tenant.containers.List({}))).toMatchObject({
      reason: "INVALID_FIELD",
      facts: { field: "owner" },
    });
    expect(await refusal(tenant.operations.List({}))).toMatchObject({
      reason: "INVALID_FIELD",
      facts: { field: "owner" },
    });
    expect(await refusedChange(tenant.containers.Create({ spec }))).toMatchObject({
      facts: { field: "owner" },
    });
  });
});
