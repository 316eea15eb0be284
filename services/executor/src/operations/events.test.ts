import { type OperationEventInput as OperationEvent, VoxnixError } from "@voxnix/protocol";
import { expect, test } from "vitest";
import { EventLog } from "./events.ts";

const never = new AbortController().signal;
const end = new VoxnixError("CANCELLED", "cancelled");

test("a watcher who reads late or slowly misses nothing, and nobody waits for it", async () => {
  const log = new EventLog("op-1");
  const watcher = log.watch(never);
  log.phase("BUILD", "building");
  const first = await watcher.next();
  for (let line = 0; line < 500; line++) log.log("nix", `line ${line}`);
  log.failed(end);
  const rest: number[] = [];
  for await (const { sequence } of watcher) rest.push(sequence ?? 0);
  expect(first.value?.sequence).toBe(1);
  expect(rest).toEqual(Array.from({ length: 501 }, (_, index) => index + 2));
});

test("a build that prints without end does not fill the memory, and the last event still comes", async () => {
  const log = new EventLog("op-1");
  for (let line = 0; line < 100_000; line++) log.log("nix", "x");
  log.failed(end);
  const kinds: string[] = [];
  for await (const { event } of log.watch(never)) kinds.push(event ?? "");
  expect(kinds.length).toBeLessThan(1_100);
  expect(kinds.at(-1)).toBe("failed");
});

async function all(events: AsyncIterable<OperationEvent>): Promise<OperationEvent[]> {
  const seen: OperationEvent[] = [];
  for await (const event of events) seen.push(event);
  return seen;
}

test("a watcher who hangs up is let go", async () => {
  const log = new EventLog("op-1");
  const hangUp = new AbortController();
  const watching = all(log.watch(hangUp.signal));
  hangUp.abort();
  expect(await watching).toEqual([]);
});

test("an old operation keeps its first and last event, counted without a gap", async () => {
  const log = new EventLog("op-1");
  for (const text of ["a", "b", "c"]) log.phase("BUILD", text);
  log.failed(end);
  log.shorten();
  const events = await all(log.watch(never));
  expect(events.map(({ sequence, event }) => [sequence, event])).toEqual([
    [1, "phase"],
    [2, "failed"],
  ]);
});

test("what a build that then works in silence has begun is told, though it came too soon after the last", async () => {
  const log = new EventLog("op-1");
  const watcher = log.watch(never);
  log.phase("BUILD", "building");
  log.progress({ done: 0, expected: 0, running: 0, activity: "" });
  for (let part = 1; part <= 3; part++)
    log.progress({ done: 0, expected: 3, running: 1, activity: `building part-${part}` });
  const seen = [await watcher.next(), await watcher.next(), await watcher.next()];
  expect(seen.map(({ value }) => value?.progress?.activity)).toEqual([undefined, "", "building part-3"]);
  log.failed(end);
});
