import { type ContainerChange, OwnerId } from "@voxnix/protocol";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createExecutor, type Executor } from "./index.ts";
import { FakeExecutor } from "./testing/fake.ts";

const ada = OwnerId.parse("terminal:ada");
let fake: FakeExecutor;
let executor: Executor;

beforeEach(async () => {
  fake = await FakeExecutor.start();
  executor = createExecutor(fake.socketPath);
  const spec = { name: "dev", modules: [{ name: "git" }, { name: "workspace" }] };
  await executor.change({ kind: "CREATE", owner: ada, requestId: "r-1", spec });
});
afterEach(() => {
  executor.close();
  fake.close();
  expect(fake.defects).toEqual([]);
});

test("a preview changes nothing, and an update is bound to what it showed", async () => {
  const spec = { name: "dev", modules: [{ name: "git" }, { name: "workspace" }], packages: ["jq"] };
  const preview = await executor.change({ kind: "PREVIEW", owner: ada, requestId: "r-2", spec });
  expect(preview).toMatchObject({ ok: true, changes: { packages: [{ name: "jq", newVersion: "1.7.1" }] } });
  expect((await executor.container(ada, "dev")).packages).toEqual([]);
  const update = { kind: "UPDATE", owner: ada, requestId: "r-3", spec } as const;
  await expect(executor.change({ ...update, expectedImage: "/nix/store/other" })).rejects.toMatchObject({
    reason: "STALE_PREVIEW",
  });
  const expectedImage = preview.ok ? preview.container.image : "";
  expect(await executor.change({ ...update, expectedImage })).toMatchObject({ ok: true });
  expect(await executor.history(ada, "dev")).toMatchObject([{ number: 2, current: true }, { number: 1 }]);
});

test("a member's own limit goes with a create", async () => {
  const spec = { name: "web", modules: [] };
  const create = { kind: "CREATE", owner: ada, requestId: "r-2", spec, containersAtMost: 1 } as const;
  await expect(executor.change(create)).rejects.toMatchObject({ reason: "QUOTA_EXCEEDED" });
});

test("the events of an operation under way are those so far", async () => {
  fake.operations.hold("dev");
  const stop = executor.change({ kind: "STOP", owner: ada, requestId: "r-2", name: "dev" });
  await expect.poll(async () => (await executor.operations(ada, { underwayOnly: true })).length).toBe(1);
  const [operation] = await executor.operations(ada);
  const kinds = (await executor.events(ada, operation?.id ?? "")).map(({ event }) => event);
  expect(kinds).toEqual(["accepted", "phase"]);
  fake.operations.release("dev");
  await stop;
  expect((await executor.events(ada, operation?.id ?? "")).at(-1)?.event).toBe("done");
});

test("a watch tells how things stand, then what dies, and ends with its signal", async () => {
  const end = new AbortController();
  const seen: ContainerChange[] = [];
  const watching = executor.watchContainers(ada, (change) => void seen.push(change), end.signal);
  await expect.poll(() => seen.length).toBe(1);
  fake.containers.die("terminal:ada", "dev");
  await expect.poll(() => seen.length).toBe(2);
  expect(seen.map(({ initial, unasked, container }) => [initial, unasked, container?.state])).toEqual([
    [true, false, "RUNNING"],
    [false, true, "BROKEN"],
  ]);
  end.abort();
  await expect(watching).rejects.toThrow();
});

test("a workspace goes to the trash with its container, and comes back with it", async () => {
  const copy = await executor.snapshot(ada, "dev", "before");
  expect(copy).toMatchObject({ kind: "SNAPSHOT", label: "before" });
  await executor.change({ kind: "DESTROY", owner: ada, requestId: "r-2", name: "dev" });
  expect(await executor.workspaces(ada)).toMatchObject([
    { container: "dev", live: false, copies: [{ kind: "TRASH" }, { kind: "SNAPSHOT" }] },
  ]);
  await executor.change({ kind: "RESTORE", owner: ada, requestId: "r-3", name: "dev" });
  expect(await executor.containers(ada)).toMatchObject([{ name: "dev", state: "RUNNING" }]);
  expect(await executor.discard(ada, copy.id)).toMatchObject([{ id: copy.id }]);
});

test("a secret is set, listed by its name and removed; its value never comes back", async () => {
  await executor.setSecret(ada, "key", "hidden");
  expect(JSON.stringify(await executor.secrets(ada))).not.toContain("hidden");
  expect(await executor.secrets(ada)).toMatchObject([{ name: "key", usedBy: [] }]);
  await executor.removeSecret(ada, "key");
  expect(await executor.secrets(ada)).toEqual([]);
});

test("what only looks can be asked of every noun", async () => {
  expect(await executor.findPackages("ripgrp")).toMatchObject({ exact: false, names: ["ripgrep"] });
  expect(await executor.images(ada)).toMatchObject([{ usedBy: ["dev"] }]);
  expect(await executor.inspect(ada, "dev")).toMatchObject({ systemState: "running" });
  expect(await executor.unitJournal("nix-daemon.service")).toMatchObject({ state: "active (running)" });
});
