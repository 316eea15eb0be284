import { expect, it } from "vitest";
import type { Guest } from "../guest.ts";
import { killedElsewhere, together, usageOf } from "./usage.ts";

const printed = `pids.current 64
pids.peak 64
pids.max 64
memory.peak 94371840
memory.max max
cpu.max 50000 100000
pids.events.max 8905
cpu.stat.usage_usec 2500000
cpu.stat.nr_throttled 12
slice.oom 3
slice.oom_kill 2
uptime 120.50 200.10`;

const guestThatPrints = (text: string): Guest => ({
  expect: async () => text,
  run: async () => ({ code: 0, output: text }),
  close() {},
  get admin(): Guest["admin"] {
    throw new Error("nobody asks");
  },
  get tenant(): Guest["tenant"] {
    throw new Error("nobody asks");
  },
});

it("what the kernel counts is read as it writes it", async () => {
  expect(await usageOf(guestThatPrints(printed), "dev")).toEqual({
    ...{ tasks: 64, tasksPeak: 64, tasksMax: 64, forksRefused: 8905 },
    ...{ memoryPeak: 94_371_840, memoryMax: Number.POSITIVE_INFINITY, killed: 2 },
    ...{ cpuSeconds: 2.5, throttled: 12, cpuMax: "50000 100000", atSeconds: 120.5 },
  });
});

it("a kernel that does not count something is told of, and is not taken for one that counts nothing", async () => {
  const without = printed.replace("pids.events.max 8905\n", "");
  await expect(usageOf(guestThatPrints(without), "dev")).rejects.toThrow("does not count pids.events.max");
});

it("whoever was killed outside of one container counts: on the host, and in others", async () => {
  expect(await killedElsewhere(guestThatPrints("7\n7\n0\n0"), "dev")).toBe(0);
  expect(await killedElsewhere(guestThatPrints("9\n7\n0\n1"), "dev")).toBe(3);
});

it("a container that began anew in between is held to what it had before as well", async () => {
  const before = await usageOf(guestThatPrints(printed), "dev");
  const now = { ...before, tasksPeak: 3, forksRefused: 0, memoryPeak: 5, killed: 4 };
  expect(together(before, now)).toEqual({ ...before, killed: 4 });
});
