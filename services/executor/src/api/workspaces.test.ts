import { VoxnixError } from "@voxnix/protocol";
import { expect, test } from "vitest";
import { type TestEngine, testEngine } from "../testing/engine.ts";
import { someRecord } from "../testing/record.ts";
import { workspacesApi } from "./workspaces.ts";

const context = { rpc: "test", signal: new AbortController().signal };
const owner = "telegram:1";
const fresh = { role: "tenant", requestId: undefined, fingerprint: "" } as const;

async function withDev(): Promise<TestEngine> {
  const engine = await testEngine();
  const record = someRecord({ workspace: "/workspace", modules: [{ name: "workspace", settings: {} }] });
  await (await engine.registry.begin({ kind: "CREATE", record, ...fresh })).ended;
  return engine;
}

const reasons = (settled: PromiseSettledResult<unknown>[]) =>
  settled.flatMap((one) =>
    one.status === "rejected" && one.reason instanceof VoxnixError ? [one.reason.reason] : [],
  );

test("snapshots that are asked for at once do not pass the limit between its check and their making", async () => {
  const engine = await withDev();
  const { workspaces } = engine.parts;
  const copies = new Set<string>();
  Object.assign(workspaces.storage, {
    canSnapshot: true,
    snapshot: async (_machine: string, id: string) => void copies.add(id),
    copies: async () => new Set(copies),
  });
  const api = workspacesApi("tenant", engine);
  const snapshot = () => api.Snapshot({ owner, container: "dev", label: "" }, context);
  for (let made = 0; made < 31; made++) await snapshot();
  const settled = await Promise.allSettled([snapshot(), snapshot(), snapshot()]);
  expect(reasons(settled)).toEqual(["BUSY", "BUSY"]);
  expect(reasons(await Promise.allSettled([snapshot()]))).toEqual(["QUOTA_EXCEEDED"]);
  expect(copies.size).toBe(32);
});

test("destroyed containers that are brought back at once do not pass the owner's quota together", async () => {
  const engine = await withDev();
  const { registry, parts } = engine;
  const dev = parts.records.byMachine("dev");
  if (dev === undefined) throw new Error("there is no dev");
  for (const name of ["one", "two", "three"]) {
    const record = someRecord({ ...dev, name, machine: name });
    await parts.workspaces.make(name);
    await parts.workspaces.discard(record, Date.now());
  }
  const api = workspacesApi("tenant", engine);
  const restore = async (container: string) => {
    for await (const _ of api.Restore({ owner, container, copyId: "", requestId: "" }, context));
  };
  const settled = await Promise.allSettled(["one", "two", "three"].map(restore));
  expect(reasons(settled)).toEqual(["QUOTA_EXCEEDED", "QUOTA_EXCEEDED"]);
  expect(parts.records.all().map(({ name }) => name)).toHaveLength(2);
  expect(registry.list().filter(({ underway }) => underway)).toEqual([]);
});
