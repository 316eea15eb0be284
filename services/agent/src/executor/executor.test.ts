import { type OperationEvent, OwnerId, VoxnixError } from "@voxnix/protocol";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Change, createExecutor, type Executor, errorText, followUp, outcomeText } from "./index.ts";
import { FakeExecutor } from "./testing/fake.ts";

const ada = OwnerId.parse("terminal:ada");
const bob = OwnerId.parse("terminal:bob");
let fake: FakeExecutor;
let executor: Executor;

beforeEach(async () => {
  fake = await FakeExecutor.start();
  executor = createExecutor(fake.socketPath);
});
afterEach(() => {
  executor.close();
  fake.close();
  expect(fake.defects).toEqual([]);
});

const create = (requestId: string, name = "dev"): Change => ({
  kind: "CREATE",
  owner: ada,
  requestId,
  spec: { name, modules: [{ name: "git" }] },
});

test("a change is followed to its end and told from the facts", async () => {
  const events: OperationEvent[] = [];
  const outcome = await executor.change(create("r-1"), { onEvent: (event) => events.push(event) });
  expect(outcome).toMatchObject({ ok: true, kind: "CREATE", container: { name: "dev", state: "RUNNING" } });
  expect(outcomeText(outcome)).toBe("**dev** is running at 10.88.0.2 with git.");
  expect(events.map(({ event }) => event)).toEqual(["accepted", ...Array(5).fill("phase"), "done"]);
});

test("a refusal is thrown with its facts, and nothing was begun", async () => {
  const spec = { name: "dev", modules: [{ name: "gti" }] };
  const change: Change = { kind: "CREATE", owner: ada, requestId: "r-1", spec };
  const error = await executor.change(change).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ reason: "UNKNOWN_MODULE" });
  expect(errorText(error)).toContain("Near to it: git");
  expect(fake.operations.list(ada, "", false)).toEqual([]);
});

test("an operation that fails is an outcome with the reason and the last lines", async () => {
  const lines = Array.from({ length: 40 }, (_, index) => `line ${index}`);
  fake.containers.failNext("CREATE", new VoxnixError("BUILD_FAILED", "git did not build.", { lines }));
  const outcome = await executor.change(create("r-1"));
  expect(outcome.ok).toBe(false);
  expect(outcomeText(outcome)).toMatch(/^Creating \*\*dev\*\* failed\. git did not build\.\n```\nline 25\n/);
  expect(outcomeText(outcome)).toContain("line 39");
});

test("an executor restarted in the middle is waited for, and no event is told twice", async () => {
  fake.operations.hold("dev");
  const sequences: number[] = [];
  const begun = Promise.withResolvers<void>();
  const ended = executor.change(create("r-1"), {
    onEvent: ({ sequence, phase }) => {
      sequences.push(sequence);
      if (phase) begun.resolve();
    },
  });
  await begun.promise;
  fake.hangUp();
  await fake.listen();
  fake.operations.release("dev");
  expect(await ended).toMatchObject({ ok: true });
  expect(sequences).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(fake.calls.filter((rpc) => rpc === "Containers.Create")).toHaveLength(1);
});

test("an operation that a restart of the executor ended is told, though its events are numbered anew", async () => {
  fake.operations.hold("dev");
  const begun = Promise.withResolvers<void>();
  const ended = executor.change(create("r-1"), { onEvent: ({ phase }) => phase && begun.resolve() });
  await begun.promise;
  fake.hangUp();
  await fake.operations.restart();
  await fake.listen();
  expect(await ended).toMatchObject({ ok: false, name: "dev" });
});

test("hanging up leaves the operation to finish, and a follow-up tells its outcome", async () => {
  fake.operations.hold("dev");
  const hangUp = new AbortController();
  const ended = executor.change(create("r-1"), {
    signal: hangUp.signal,
    onEvent: ({ phase }) => phase && hangUp.abort(),
  });
  await expect(ended).rejects.toThrow();
  const told = followUp(executor, { owner: ada, requestId: "r-1", kind: "CREATE", container: "dev" });
  fake.operations.release("dev");
  expect(await told).toEqual({ ok: true, text: "**dev** is running at 10.88.0.2 with git." });
});

test("a follow-up on what the executor never got says that nothing was changed", async () => {
  const told = await followUp(executor, { owner: ada, requestId: "r-9", kind: "CREATE", container: "dev" });
  // Whether a restart or a stop came in between it cannot know.
  expect(told).toEqual({
    ok: false,
    text: "I had not come to the create of **dev**: nothing was changed. Ask again to have it done.",
  });
});

test("a follow-up on an operation that is forgotten says so", async () => {
  const begun = {
    owner: ada,
    requestId: "r-9",
    operation: "op-9",
    kind: "CREATE",
    container: "dev",
  } as const;
  const told = await followUp(executor, begun);
  expect(told).toMatchObject({ ok: false, text: expect.stringContaining("no longer knows") });
});

test("a change sent again with its request id joins instead of beginning another", async () => {
  const first = await executor.change(create("r-1"));
  const second = await executor.change(create("r-1"));
  expect(second).toEqual(first);
});

test("an absent executor is told at once as unreachable, not as a refusal", async () => {
  const nowhere = createExecutor("/nonexistent/agent.sock");
  for (const call of [nowhere.containers(ada), nowhere.change(create("r-1")), nowhere.ready(2_000)]) {
    const error = await call.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "ExecutorUnreachable", hindrance: "absent" });
    expect(errorText(error)).toContain("/nonexistent/agent.sock");
  }
  nowhere.close();
});

test("a read survives an executor that was restarted since the last call", async () => {
  await executor.containers(ada);
  fake.hangUp();
  await fake.listen();
  expect(await executor.containers(ada)).toEqual([]);
});

test("a cancelled operation ends as cancelled, and the cancel waits until it is undone", async () => {
  fake.operations.hold("dev");
  const accepted = Promise.withResolvers<string>();
  const ended = executor.change(create("r-1"), { onEvent: (event) => accepted.resolve(event.operationId) });
  const operation = await executor.cancel(ada, await accepted.promise);
  expect(operation).toMatchObject({ state: "FAILED", error: { reason: "CANCELLED" } });
  const outcome = await ended;
  expect(outcome).toMatchObject({ ok: false, name: "dev" });
  expect(outcomeText(outcome)).toBe("The create of dev was cancelled; what it had begun was undone.");
  expect(await executor.containers(ada)).toEqual([]);
});

test("another owner's container is not found, whatever is asked of it", async () => {
  await executor.change(create("r-1"));
  for (const call of [
    executor.container(bob, "dev"),
    executor.run(bob, "dev", ["true"]),
    executor.logs(bob, "dev"),
    executor.change({ kind: "DESTROY", owner: bob, requestId: "r-2", name: "dev" }),
  ]) {
    await expect(call).rejects.toMatchObject({ reason: "NOT_FOUND" });
  }
});

test("a command's output and exit code come back", async () => {
  await executor.change(create("r-1"));
  fake.command = () => ({ output: "größer\n", code: 3 });
  const result = await executor.run(ada, "dev", ["true"]);
  expect(result).toEqual({ output: "größer\n", code: 3, truncated: false, timedOut: false });
});
