import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { AuditEntry, AuditRequest, ContainerSpec, OperationEvent } from "@voxnix/protocol";
import { VoxnixError } from "@voxnix/protocol";
import { expect, test } from "vitest";
import { type TestEngine, testEngine } from "../testing/engine.ts";
import { containersApi } from "./containers.ts";
import { hostApi } from "./host.ts";
import { secretsApi } from "./secrets.ts";

const owner = "telegram:1";
const context = { rpc: "test", signal: new AbortController().signal };
const spec: ContainerSpec = {
  ...{ name: "dev", packages: ["htop"], limits: null },
  modules: [{ name: "git", settings: { userName: { text: "Ada", value: "text" } } }],
};

async function all<T>(messages: AsyncIterable<unknown>): Promise<T[]> {
  const seen: T[] = [];
  for await (const message of messages as AsyncIterable<T>) seen.push(message);
  return seen;
}
const create = (engine: TestEngine): Promise<OperationEvent[]> =>
  all(containersApi("tenant", engine).Create({ owner, requestId: "r-1", spec }, context));
const audit = (engine: TestEngine, asked: Partial<AuditRequest> = {}): Promise<AuditEntry[]> =>
  all(hostApi("admin", engine).Audit({ owner: "", sinceMs: 0, ...asked }, context));

test("each change is told once with who asked, for what, and how it ended", async () => {
  const engine = await testEngine();
  const [accepted] = await create(engine);
  // A retry joins what was done: that is no second change.
  await create(engine);
  engine.machines.before = (call) => {
    if (call === "stop") throw new VoxnixError("STOP_FAILED", "dev did not stop.");
  };
  const stop = { owner: "", name: "dev", requestId: "" };
  await expect(all(containersApi("admin", engine).Stop(stop, context))).rejects.toThrow("did not stop");
  const [created, stopped, ...more] = await audit(engine);
  expect(more).toEqual([]);
  expect(created).toMatchObject({
    ...{ sequence: 1, role: "tenant", owner, action: "Containers.Create", container: "dev", ok: true },
    operationId: accepted?.operationId,
  });
  expect(JSON.parse(created?.arguments ?? "")).toEqual({
    ...{ machine: "dev", autostart: true, packages: ["htop"], requestId: "r-1" },
    modules: { git: { userName: "Ada" } },
    limits: engine.config.limits,
  });
  expect(stopped).toMatchObject({
    ...{ role: "admin", owner, action: "Containers.Stop", ok: false },
    ...{ reason: "STOP_FAILED", message: "dev did not stop." },
  });
});

test("a change that a full disk does not take is told as that, to who asked and in the log", async () => {
  const engine = await testEngine();
  const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
  engine.parts.secrets.set = () => Promise.reject(full);
  const set = secretsApi("tenant", engine).Set({ owner, name: "key", value: Buffer.from("x") }, context);
  await expect(set).rejects.toMatchObject({ reason: "DISK_FULL" });
  expect(await audit(engine)).toMatchObject([{ action: "Secrets.Set", ok: false, reason: "DISK_FULL" }]);
});

test("what is refused changes nothing and is not told", async () => {
  const engine = await testEngine();
  await create(engine);
  const again = containersApi("tenant", engine).Create({ owner, requestId: "", spec }, context);
  await expect(all(again)).rejects.toThrow("already");
  expect(await audit(engine)).toHaveLength(1);
});

test("an operation that a crash cut off is told with how it ended after all", async () => {
  const engine = await testEngine();
  engine.machines.before = () => new Promise(() => {});
  void create(engine).catch(() => undefined);
  await expect.poll(() => engine.machines.calls).toContain("install dev");
  engine.machines.before = () => {};
  const after = await engine.again();
  await after.recovered;
  expect(await audit(after)).toMatchObject([
    { action: "Containers.Create", role: "tenant", ok: false, reason: "INTERRUPTED" },
  ]);
});

test("a secret is told by its name, never by its value", async () => {
  const engine = await testEngine();
  const secrets = secretsApi("tenant", engine);
  await secrets.Set({ owner, name: "key", value: Buffer.from("hunter2") }, context);
  await secrets.Remove({ owner, name: "key" }, context);
  expect(await audit(engine)).toMatchObject([
    { action: "Secrets.Set", arguments: '{"name":"key"}', ok: true },
    { action: "Secrets.Remove", arguments: '{"name":"key"}', ok: true },
  ]);
  expect(await readFile(join(engine.config.state, "audit/audit.jsonl"), "utf8")).not.toContain("hunter2");
});

test("an owner's name, a time and a number that make no sense are refused by field", async () => {
  const engine = await testEngine();
  for (const [asked, field] of [
    [{ owner: "../x" }, "owner"],
    [{ sinceMs: -1 }, "since_ms"],
    [{ limit: 0 }, "limit"],
  ] as const) {
    await expect(audit(engine, asked)).rejects.toMatchObject({ reason: "INVALID_FIELD", facts: { field } });
  }
});
