import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { OperationEvent } from "@voxnix/protocol";
import { expect, test } from "vitest";
import { containersApi } from "../api/containers.ts";
import { workspacesApi } from "../api/workspaces.ts";
import type { Storage } from "../storage/storage.ts";
import { FakeMachines, type TestEngine, testEngine } from "../testing/engine.ts";

const owner = "telegram:1";
const never = new Promise<void>(() => {});
const context = { rpc: "test", signal: new AbortController().signal };

async function all(events: AsyncIterable<unknown>): Promise<OperationEvent[]> {
  const seen: OperationEvent[] = [];
  for await (const event of events as AsyncIterable<OperationEvent>) seen.push(event);
  return seen;
}
const create = (engine: TestEngine) =>
  all(
    containersApi("tenant", engine).Create(
      {
        ...{ owner, requestId: "" },
        spec: { name: "dev", packages: [], limits: null, modules: [{ name: "workspace", settings: {} }] },
      },
      context,
    ),
  );
const destroy = (engine: TestEngine) =>
  all(containersApi("tenant", engine).Destroy({ owner, name: "dev", requestId: "" }, context));
const restore = (engine: TestEngine) =>
  all(
    workspacesApi("tenant", engine).Restore({ owner, container: "dev", copyId: "", requestId: "" }, context),
  );

const noteOf = ({ parts }: TestEngine) => join(parts.workspaces.path("dev"), "note");
const write = (engine: TestEngine, text: string) => writeFile(noteOf(engine), text);
const read = (engine: TestEngine) => readFile(noteOf(engine), "utf8").catch(() => undefined);
/** What the copies hold. */
const copied = async ({ config, parts }: TestEngine) =>
  Promise.all(
    (await parts.workspaces.copies()).map(({ id }) =>
      readFile(join(config.workspaces, ".copies", id, "note"), "utf8"),
    ),
  );

/** A container with new files, and the old ones of one of its name in the trash. */
async function withOldInTrash(machines: FakeMachines): Promise<TestEngine> {
  const engine = await testEngine({ machines });
  await create(engine);
  await write(engine, "old");
  await destroy(engine);
  await create(engine);
  await write(engine, "new");
  return engine;
}

type Cut = "stop" | "start" | "install" | "putAside" | "takeBack";

// From the named action on, done or not yet, nothing goes on any more: as if the power went.
function cut(
  engine: TestEngine,
  at: Cut,
  when: "before" | "after",
): { reached: Promise<void>; mend: () => void } {
  const { promise: reached, resolve } = Promise.withResolvers<void>();
  const halt = () => {
    resolve();
    return never;
  };
  if (at === "putAside" || at === "takeBack") {
    const { storage }: { storage: Storage } = engine.parts.workspaces;
    const real = storage[at];
    storage[at] = async (from, to) => {
      if (when === "after") await real(from, to);
      await halt();
    };
    return { reached, mend: () => undefined };
  }
  engine.machines.before = (call) => (call === at ? halt() : undefined);
  return { reached, mend: () => (engine.machines.before = () => {}) };
}

const swapCuts = (["stop", "putAside", "takeBack", "start"] as const).flatMap((at) =>
  (["before", "after"] as const).map((when) => [when, at] as const),
);

test.each(swapCuts)(
  "a swap that is cut off %s %s loses nothing, and the container runs again",
  async (when, at) => {
    const machines = new FakeMachines();
    const engine = await withOldInTrash(machines);
    const { reached, mend } = cut(engine, at, when);
    restore(engine).catch(() => undefined);
    await reached;
    mend();
    const after = await engine.again();
    await after.recovered;
    expect(await read(after)).toBe("new");
    expect(await copied(after)).toEqual(["old"]);
    expect(machines.states.get("dev")).toBe("RUNNING");
    expect(after.registry.list()[0]?.message()).toMatchObject({
      kind: "RESTORE",
      error: { reason: "INTERRUPTED" },
    });
  },
);

test.each(["putAside", "takeBack"] as const)(
  "one whose undoing is cut off at %s is undone the next time",
  async (at) => {
    const machines = new FakeMachines();
    const engine = await withOldInTrash(machines);
    const { reached, mend } = cut(engine, "start", "before");
    restore(engine).catch(() => undefined);
    await reached;
    mend();
    // Its recovery hangs in the middle: only then it begins, so it can be got hold of before.
    machines.before = (call) => (call === "stop" ? held.promise : undefined);
    const held = Promise.withResolvers<void>();
    const second = await engine.again();
    const again = cut(second, at, "after");
    held.resolve();
    await again.reached;
    machines.before = () => {};
    const third = await second.again();
    await third.recovered;
    expect(await read(third)).toBe("new");
    expect(await copied(third)).toEqual(["old"]);
    expect(machines.states.get("dev")).toBe("RUNNING");
  },
);

test.each([
  ["after", "takeBack"],
  ["before", "install"],
  ["before", "start"],
] as const)(
  "a container that comes back is gone again when it is cut off %s %s, its files are not",
  async (when, at) => {
    const machines = new FakeMachines();
    const engine = await testEngine({ machines });
    await create(engine);
    await write(engine, "old");
    await destroy(engine);
    const { reached, mend } = cut(engine, at, when);
    restore(engine).catch(() => undefined);
    await reached;
    mend();
    const after = await engine.again();
    await after.recovered;
    expect(after.parts.records.all()).toEqual([]);
    expect(await copied(after)).toEqual(["old"]);
    const events = await restore(after);
    expect(events.at(-1)?.done?.container).toMatchObject({
      name: "dev",
      state: "RUNNING",
      workspace: "/workspace",
    });
    expect(await read(after)).toBe("old");
  },
);

test("a container that does not come up with the old files has its own again", async () => {
  const machines = new FakeMachines();
  const engine = await withOldInTrash(machines);
  let tries = 0;
  machines.before = (call) => {
    tries += call === "start" ? 1 : 0;
    if (call === "start" && tries === 1) throw new Error("it does not like them");
  };
  await expect(restore(engine)).rejects.toThrow("it does not like them");
  expect(await read(engine)).toBe("new");
  expect(await copied(engine)).toEqual(["old"]);
  expect(machines.states.get("dev")).toBe("RUNNING");
});

test("a copy that is being brought back cannot be discarded meanwhile", async () => {
  const machines = new FakeMachines();
  const engine = await withOldInTrash(machines);
  const going = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  machines.before = (call) => {
    if (call !== "stop") return;
    begun.resolve();
    return going.promise;
  };
  const restoring = restore(engine);
  await begun.promise;
  const discard = workspacesApi("tenant", engine).Discard({ owner, copyId: "" }, context);
  await expect(discard).rejects.toMatchObject({ reason: "BUSY" });
  going.resolve();
  await restoring;
  expect(await read(engine)).toBe("old");
});
