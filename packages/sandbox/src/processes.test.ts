import { execa } from "execa";
import { expect, test } from "vitest";
import { identify, isAlive, onlyChildOf } from "./processes.ts";

test("a process is alive until it has ended, and a later one with its number is not taken for it", async () => {
  const child = execa("cat", { stdin: "pipe" });
  const pid = child.pid ?? 0;
  const identity = identify(pid);
  if (!identity) throw new Error("cat did not start");
  expect(isAlive(identity)).toBe(true);
  expect(isAlive({ pid, startTime: "1" })).toBe(false);
  expect(onlyChildOf(process.pid)).toBe(pid);
  child.stdin.end();
  await child;
  expect(isAlive(identity)).toBe(false);
  expect(identify(pid)).toBeNull();
});
