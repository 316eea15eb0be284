import { expect, test } from "vitest";
import { testEngine } from "../testing/engine.ts";
import { someRecord } from "../testing/record.ts";
import { logsOf } from "./logs.ts";

const owner = "telegram:1";
const { signal } = new AbortController();
const entry = JSON.stringify({ __REALTIME_TIMESTAMP: "1000", MESSAGE: "Starting…" });

async function all(entries: AsyncIterable<unknown>): Promise<unknown[]> {
  const seen: unknown[] = [];
  for await (const one of entries) seen.push(one);
  return seen;
}

async function starting() {
  const engine = await testEngine();
  await engine.parts.records.save(someRecord({ stage: "created", createdMs: 5_000 }));
  engine.machines.states.set("dev", "STARTING");
  const calls: string[][] = [];
  engine.run = async (program, args) => {
    calls.push([program, ...args]);
    return { code: 0, stdout: `${entry}\n`, stderr: "", timedOut: false };
  };
  return { engine, calls };
}

test("of a machine that is starting only what the host has of it since it was made is told", async () => {
  const { engine, calls } = await starting();
  const asked = { owner, name: "dev", unit: "", follow: false };
  const entries = await all(logsOf("tenant", engine, asked, signal));
  expect(entries).toMatchObject([{ text: "Starting…" }]);
  expect(calls).toHaveLength(1);
  expect(calls[0]).toEqual(expect.arrayContaining(["--unit=container@dev.service", "--since=@5"]));
});

test("what a unit inside wrote is not to be had while its machine is starting", async () => {
  const { engine, calls } = await starting();
  const asked = { owner, name: "dev", unit: "sshd.service", follow: false };
  await expect(all(logsOf("tenant", engine, asked, signal))).rejects.toThrow(
    expect.objectContaining({ reason: "NOT_RUNNING" }),
  );
  expect(calls).toEqual([]);
});
