import type { OperationEvent } from "@voxnix/protocol";
import { expect, test } from "vitest";
import { FakeMachines, testEngine } from "../testing/engine.ts";
import { someRecord } from "../testing/record.ts";
import { containersApi } from "./containers.ts";

const [ada, bob] = ["telegram:1", "telegram:2"];
const context = { rpc: "test", signal: new AbortController().signal };
const limits = { memoryBytes: 2 ** 27 };

async function all(events: AsyncIterable<unknown>): Promise<OperationEvent[]> {
  const seen: OperationEvent[] = [];
  for await (const event of events as AsyncIterable<OperationEvent>) seen.push(event);
  return seen;
}

// Ada's container, which is gone by the time that the host has been asked how it is.
async function vanishing(instead?: { owner: string }) {
  const machines = new FakeMachines();
  const engine = await testEngine({ machines });
  const { records } = engine.parts;
  await records.save(someRecord({ stage: "created" }));
  const { facts } = machines;
  machines.facts = async (asked) => {
    machines.facts = facts;
    await records.remove("dev");
    if (instead) await records.save(someRecord({ stage: "created", createdMs: 2, ...instead }));
    return facts(asked);
  };
  return { engine, api: containersApi("tenant", engine) };
}

const request = { owner: ada, requestId: "", name: "dev" };
const spec = { name: "dev", modules: [], packages: ["htop"], limits: null };

test.each([undefined, { owner: bob }])(
  "a container that is destroyed meanwhile is not changed, nor is whose machine has its name: %j",
  async (instead) => {
    const gone = expect.objectContaining({ reason: "NOT_FOUND" });
    const first = await vanishing(instead);
    await expect(all(first.api.SetLimits({ ...request, limits }, context))).rejects.toThrow(gone);
    const second = await vanishing(instead);
    const update = { ...request, spec, expectedImage: "", expectedGeneration: 0 };
    await expect(all(second.api.Update(update, context))).rejects.toThrow(gone);
    for (const { engine } of [first, second]) {
      expect(engine.registry.list()).toEqual([]);
      expect(engine.parts.records.all().map(({ owner }) => owner)).toEqual(instead ? [bob] : []);
    }
  },
);

test("one that was destroyed and made anew meanwhile is not changed", async () => {
  const { engine, api } = await vanishing({ owner: ada });
  await expect(all(api.SetLimits({ ...request, limits }, context))).rejects.toThrow(
    expect.objectContaining({ reason: "BUSY" }),
  );
  expect(engine.registry.list()).toEqual([]);
});
