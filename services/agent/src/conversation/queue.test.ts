import { describe, expect, it } from "vitest";
import { Queue, Stopped } from "./queue.ts";

/** A job that runs until the test lets it go or its signal ends it. */
function heldJob() {
  const begun = Promise.withResolvers<AbortSignal>();
  const gate = Promise.withResolvers<void>();
  const run = async (signal: AbortSignal) => {
    begun.resolve(signal);
    await Promise.race([gate.promise, new Promise((end) => signal.addEventListener("abort", end))]);
  };
  return { run, begun: begun.promise, release: gate.resolve };
}
const never = () => expect.unreachable();

describe("a chat's queue", () => {
  it("runs one job at a time, in order", async () => {
    const queue = new Queue();
    const first = heldJob();
    const order: string[] = [];
    const last = Promise.withResolvers<void>();
    queue.add("a", first.run, never);
    queue.add("a", async () => void order.push("second"), never);
    queue.add(
      "a",
      async () => {
        order.push("third");
        last.resolve();
      },
      never,
    );
    await first.begun;
    expect(queue.waiting("a")).toBe(2);
    expect(order).toEqual([]);
    first.release();
    await last.promise;
    expect(order).toEqual(["second", "third"]);
  });

  it("is one queue, also for what comes just as a stop has emptied it", async () => {
    const queue = new Queue();
    const next = heldJob();
    queue.add("a", never, () => {});
    queueMicrotask(() => queue.add("a", next.run, never));
    queue.add("a", never, () => {});
    queue.stop("a");
    await next.begun;
    expect(queue.running("a")).toBe(1);
    next.release();
  });

  it("does not wait for another chat's", async () => {
    const queue = new Queue();
    const slow = heldJob();
    const quick = heldJob();
    queue.add("a", slow.run, never);
    queue.add("b", quick.run, never);
    await quick.begun;
    slow.release();
    quick.release();
  });

  it("is emptied by a stop, which ends the running job as well", async () => {
    const queue = new Queue();
    const running = heldJob();
    const dropped: string[] = [];
    queue.add("a", running.run, never);
    queue.add(
      "a",
      async () => expect.unreachable(),
      () => dropped.push("second"),
    );
    const signal = await running.begun;
    expect(queue.stop("a")).toEqual({ running: 1, waiting: 1 });
    expect(signal.reason).toMatchObject({ by: "person" });
    expect(dropped).toEqual(["second"]);
    expect(queue.stop("a")).toEqual({ running: 0, waiting: 0 });
  });

  it("takes new jobs after a stop", async () => {
    const queue = new Queue();
    const first = heldJob();
    const second = heldJob();
    queue.add("a", first.run, never);
    await first.begun;
    queue.stop("a");
    queue.add("a", second.run, never);
    expect((await second.begun).aborted).toBe(false);
    second.release();
  });

  it("has nothing to stop where nothing runs", () => {
    expect(new Queue().stop("a")).toEqual({ running: 0, waiting: 0 });
  });
});

describe("closing", () => {
  it("waits for the running jobs and begins no other", async () => {
    const queue = new Queue();
    const running = heldJob();
    queue.add("a", running.run, never);
    queue.add("a", async () => expect.unreachable(), never);
    const signal = await running.begun;
    const closed = queue.close(60_000);
    running.release();
    await closed;
    expect(signal.aborted).toBe(false);
  });

  it("ends those that take too long, and says why", async () => {
    const queue = new Queue();
    const running = heldJob();
    queue.add("a", running.run, never);
    const signal = await running.begun;
    await queue.close(0);
    expect(signal.reason).toBeInstanceOf(Stopped);
    expect(signal.reason).toMatchObject({ by: "shutdown" });
  });
});
