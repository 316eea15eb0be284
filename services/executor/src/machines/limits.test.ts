import { expect, test } from "vitest";
import { someRecord } from "../testing/record.ts";
import { applyLimits, interpretLimits } from "./limits.ts";

test("limits are set by one call that says each of them, none as infinity", async () => {
  const calls: string[] = [];
  const run = async (program: string, args: readonly string[]) => {
    calls.push([program, ...args].join(" "));
    return { code: 0, stdout: "", stderr: "", timedOut: false };
  };
  const limits = { memoryBytes: 2 ** 32, cpuPercent: 250, tasks: 512, diskBytes: 1 };
  await applyLimits(run, someRecord({ limits }));
  await applyLimits(run, someRecord());
  expect(calls).toEqual([
    "systemctl set-property --runtime -- container@dev.service MemoryMax=4294967296 MemorySwapMax=4294967296 CPUQuota=250% TasksMax=512",
    "systemctl set-property --runtime -- container@dev.service MemoryMax=infinity MemorySwapMax=infinity CPUQuota= TasksMax=infinity",
  ]);
});

test("a systemd that refuses them is an error with its words", async () => {
  const run = async () => ({ code: 1, stdout: "", stderr: "Access denied\n", timedOut: false });
  await expect(applyLimits(run, someRecord())).rejects.toThrow(
    "the limits of dev could not be set: Access denied",
  );
});

test.each([
  ["4294967296", "2.500000s", "512", { memoryBytes: 2 ** 32, cpuPercent: 250, tasks: 512 }],
  ["infinity", "infinity", "infinity", { memoryBytes: 0, cpuPercent: 0, tasks: 0 }],
  ["67108864", "500ms", "64", { memoryBytes: 2 ** 26, cpuPercent: 50, tasks: 64 }],
  ["67108864", "1min 4s", "64", { memoryBytes: 2 ** 26, cpuPercent: 6400, tasks: 64 }],
])("systemd's %s, %s and %s are read", (MemoryMax, CPUQuotaPerSecUSec, TasksMax, limits) => {
  expect(interpretLimits({ MemoryMax, CPUQuotaPerSecUSec, TasksMax })).toEqual(limits);
});
