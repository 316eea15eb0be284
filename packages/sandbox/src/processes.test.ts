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
  child.stdin.end();
  await child;
  expect(isAlive(identity)).toBe(false);
  expect(identify(pid)).toBeNull();
});

test("the only child of a process is found, and none of one without", async () => {
  const parent = execa("sh", ["-c", "cat; :"], { stdin: "pipe" });
  const pid = parent.pid ?? 0;
  await expect.poll(() => onlyChildOf(pid)).not.toBeNull();
  const child = onlyChildOf(pid) ?? 0;
  expect(identify(child)).not.toBeNull();
  expect(onlyChildOf(child)).toBeNull();
  parent.stdin.end();
  await parent;
});
