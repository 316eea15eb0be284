import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Drift } from "@voxnix/protocol";
import { expect, test } from "vitest";
import { hostApi } from "../api/host.ts";
import type { Composer } from "../composer/composer.ts";
import type { ContainerRecord } from "../store/record.ts";
import { fakeComposer, type TestEngine, testEngine } from "../testing/engine.ts";
import { someRecord } from "../testing/record.ts";

const context = { rpc: "test", signal: new AbortController().signal };
const fresh = { role: "tenant", requestId: undefined, fingerprint: "" } as const;

/** A composer that keeps the roots of host sides in memory. */
function keeping(): { composer: Composer; held: Map<string, string[]> } {
  const held = new Map<string, string[]>();
  const composer: Composer = {
    ...fakeComposer,
    async hostSide(record, ...rest) {
      const path = await fakeComposer.hostSide(record, ...rest);
      held.set(record.machine, [path]);
      return path;
    },
    held: async () => new Map(held),
    settle: async ({ machine, hostSide }) => void held.set(machine, [hostSide]),
    forget: async (machine) => void held.delete(machine),
  };
  return { composer, held };
}

async function withDev() {
  const { composer, held } = keeping();
  const engine = await testEngine({ composer });
  const planned = someRecord({ workspace: "/workspace", limits: engine.config.limits });
  await (await engine.registry.begin({ kind: "CREATE", record: planned, ...fresh })).ended;
  engine.machines.calls.length = 0;
  return { engine, held, machines: engine.machines, record: recordOf(engine) };
}
function recordOf({ parts }: TestEngine): ContainerRecord {
  const record = parts.records.byMachine("dev");
  if (record === undefined) throw new Error("there is no dev");
  return record;
}
const reconcile = (engine: TestEngine, repair: boolean) =>
  hostApi("admin", engine).Reconcile({ repair }, context);
const drifts = async (engine: TestEngine, repair = false) =>
  ((await reconcile(engine, repair)).drifts ?? []) as Drift[];

/** Tells a drift, touches nothing; puts it right when asked to; then tells of none. */
async function found(engine: TestEngine, rule: string): Promise<Drift | undefined> {
  const before = [...engine.machines.calls];
  expect((await drifts(engine)).map((drift) => [drift.rule, drift.repairable, drift.repaired])).toEqual([
    [rule, true, false],
  ]);
  expect(engine.machines.calls).toEqual(before);
  const [repaired] = await drifts(engine, true);
  expect(repaired).toMatchObject({ rule, repaired: true, trouble: "" });
  expect(await drifts(engine)).toEqual([]);
  return repaired;
}

test("a host where all is as it is on record has no drift", async () => {
  const { engine } = await withDev();
  expect(await reconcile(engine, true)).toEqual({ drifts: [], busy: [] });
  expect(engine.machines.calls).toEqual([]);
});

test("a unit or a conf that is not the one on record is installed again, and what runs goes on running", async () => {
  const { engine, machines, record } = await withDev();
  machines.installed.set("dev", { ...record, hostSide: "/nix/store/other" });
  await found(engine, "not-installed");
  expect(machines.calls).toEqual(["install dev"]);
  expect(machines.states.get("dev")).toBe("RUNNING");
  machines.states.delete("dev");
  await found(engine, "not-installed");
  expect(machines.installed.get("dev")?.hostSide).toBe(record.hostSide);
});

test("limits that somebody changed by hand are set again", async () => {
  const { engine, machines, record } = await withDev();
  machines.held.set("dev", { memoryBytes: 0, cpuPercent: 0, tasks: 7 });
  const drift = await found(engine, "limits");
  expect(drift?.found).toContain("memoryBytes is unlimited");
  expect(machines.held.get("dev")).toMatchObject({ tasks: record.limits.tasks });
});

test("a workspace's limit that somebody changed by hand is set again", async () => {
  const { engine, record } = await withDev();
  const { workspaces } = engine.parts;
  let quotaBytes = 7;
  workspaces.usage = async () => new Map([["dev", { usedBytes: 0, quotaBytes }]]);
  workspaces.storage.limit = async (_, bytes) => {
    quotaBytes = bytes;
  };
  const drift = await found(engine, "limits");
  expect(drift?.found).toBe("The limit of dev's workspace is 7 bytes, not no limit.");
  expect(quotaBytes).toBe(record.limits.diskBytes);
});

test("a port that is open to other containers is closed", async () => {
  const { engine, machines } = await withDev();
  machines.open.add("dev");
  await found(engine, "not-isolated");
});

test("a fence that somebody took down is put up again", async () => {
  const { engine, machines } = await withDev();
  machines.fenceStands = false;
  expect((await found(engine, "fence-down"))?.found).toContain("down");
});

test("a container with a gap of the fence that is not its own gets its own", async () => {
  const { engine, machines } = await withDev();
  machines.fenceTroubles.set("dev", "its port on the bridge is not behind it");
  expect((await found(engine, "not-fenced"))?.found).toContain(
    "dev: its port on the bridge is not behind it",
  );
});

test("a gap of the fence for a machine that is gone is closed", async () => {
  const { engine, machines } = await withDev();
  machines.fenceTroubles.set("old", "");
  await found(engine, "orphan-fence");
});

test("a workspace that is gone is made anew", async () => {
  const { engine } = await withDev();
  await rm(engine.parts.workspaces.path("dev"), { recursive: true });
  await found(engine, "workspace-missing");
  expect(engine.parts.workspaces.exists("dev")).toBe(true);
});

test("roots that keep the store paths of a container are made again", async () => {
  const { engine, held } = await withDev();
  held.delete("dev");
  await found(engine, "not-kept");
  await engine.parts.generations.forget("dev");
  await found(engine, "not-kept");
});

test("a machine of voxnix's that no record knows is stopped and removed; its files wait for a second look", async () => {
  const { engine, machines, held } = await withDev();
  await writeFile(join(engine.parts.workspaces.path("dev"), "note"), "kept");
  await engine.parts.records.remove("dev");
  const rules = (await drifts(engine)).map(({ rule }) => rule);
  expect(rules).toEqual(["orphan-installed", "orphan-workspace"]);
  await drifts(engine, true);
  expect(machines.calls).toEqual(["stop dev", "remove dev"]);
  expect(held.has("dev")).toBe(false);
  expect(await engine.parts.generations.machines()).toEqual([]);
  expect(await engine.parts.workspaces.copiesOf(someRecord().owner, "dev")).toMatchObject([
    { kind: "trash" },
  ]);
  expect(await drifts(engine)).toEqual([]);
});

test("roots of a machine that is gone are let go", async () => {
  const { engine, held } = await withDev();
  held.set("old", ["/nix/store/old-host"]);
  await found(engine, "orphan-root");
});

test("files that nobody is known to own are told of and left alone, however empty they are", async () => {
  const { engine } = await withDev();
  await mkdir(engine.parts.workspaces.path("nobody"));
  await mkdir(join(engine.config.workspaces, ".copies/trash-0m3k9x2ab-7f3a"), { recursive: true });
  expect(await drifts(engine, true)).toMatchObject([
    { rule: "orphan-workspace", machine: "nobody", repairable: false, repaired: false },
    { rule: "orphan-copy", repairable: false },
  ]);
  expect(engine.parts.workspaces.exists("nobody")).toBe(true);
});

test("a stranger's machine is never touched, be it one beside voxnix's or one that took a name of its", async () => {
  const { engine, machines } = await withDev();
  machines.strangers.add("theirs");
  expect(await drifts(engine, true)).toEqual([]);
  machines.states.delete("dev");
  machines.strangers.add("dev");
  expect(await drifts(engine, true)).toMatchObject([
    { rule: "stranger", repairable: false, repaired: false },
  ]);
  expect(machines.calls).toEqual([]);
});

test("an address that two give out is told to a person", async () => {
  const { engine, machines, record } = await withDev();
  machines.confAddresses.push(record.address, record.address);
  expect(await drifts(engine, true)).toMatchObject([{ rule: "address-shared", repairable: false }]);
});

test("a record that cannot be read is told with its file left as it is", async () => {
  const { engine } = await withDev();
  await mkdir(join(engine.config.state, "containers/odd"));
  await writeFile(join(engine.config.state, "containers/odd/record.json"), "{");
  const after = await engine.again();
  await after.recovered;
  expect(await drifts(after, true)).toMatchObject([
    { rule: "record-unreadable", machine: "odd", repairable: false },
  ]);
});

test("a container that an operation holds is left for another time", async () => {
  const { engine, machines } = await withDev();
  machines.before = () => new Promise(() => {});
  await engine.registry.begin({ kind: "STOP", record: recordOf(engine), ...fresh });
  machines.held.set("dev", { memoryBytes: 0, cpuPercent: 0, tasks: 7 });
  expect(await reconcile(engine, true)).toEqual({ drifts: [], busy: ["dev"] });
});

test("while something is put right no operation begins, and a repair that fails says why", async () => {
  const { engine, machines } = await withDev();
  machines.states.set("dev", "MISSING");
  const reached = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  machines.before = async () => {
    reached.resolve();
    await held.promise;
    throw new Error("no space left on device");
  };
  const repairing = drifts(engine, true);
  await reached.promise;
  const stop = engine.registry.begin({ kind: "STOP", record: recordOf(engine), ...fresh });
  await expect(stop).rejects.toMatchObject({ reason: "BUSY" });
  held.resolve();
  expect(await repairing).toMatchObject([
    { rule: "not-installed", repaired: false, trouble: "no space left on device" },
  ]);
  const told = await engine.parts.audit.read({ owner: undefined, sinceMs: 0, limit: 1 });
  expect(told).toMatchObject([
    { action: "Host.Reconcile", result: "failed", arguments: { rule: "not-installed" } },
  ]);
});

test("one that does not start with the host as is on record is installed again", async () => {
  const { engine, machines } = await withDev();
  machines.wanted.delete("dev");
  expect((await found(engine, "autostart"))?.found).toContain("will not");
  expect(machines.calls).toEqual(["install dev"]);
});

test("one that runs another system than is on record is switched to its own", async () => {
  const { engine, machines, record } = await withDev();
  machines.running.set("dev", "/nix/store/by-hand");
  await found(engine, "other-system");
  expect(machines.running.get("dev")).toBe(record.image);
});

test("an image that is gone from the store is built again, and what it needs to be installed is made", async () => {
  const { engine, machines, held, record } = await withDev();
  machines.lost.add(record.image);
  machines.installed.delete("dev");
  machines.states.delete("dev");
  held.clear();
  const { composer } = engine.parts;
  engine.parts.composer = {
    ...composer,
    async image(...args) {
      const path = await composer.image(...args);
      machines.lost.delete(path);
      return path;
    },
  };
  const rules = ["image-missing", "not-installed", "not-kept"];
  expect((await drifts(engine)).map(({ rule, repairable }) => [rule, repairable])).toEqual(
    rules.map((rule) => [rule, true]),
  );
  expect((await drifts(engine, true)).map(({ rule, trouble }) => [rule, trouble])).toEqual(
    rules.map((rule) => [rule, ""]),
  );
  expect(await drifts(engine)).toEqual([]);
  expect(recordOf(engine)).toEqual(record);
});

test("an image that would not be the same today is left to an update", async () => {
  const { engine, machines, record } = await withDev();
  machines.lost.add(record.image);
  engine.parts.composer = { ...engine.parts.composer, image: async () => "/nix/store/newer" };
  const [drift] = await drifts(engine, true);
  expect(drift).toMatchObject({ rule: "image-missing", repaired: false });
  expect(drift?.trouble).toContain("Update dev to the modules that it has");
  expect(recordOf(engine)).toEqual(record);
});
