import { expect, test } from "vitest";
import { interpret, readFacts } from "./facts.ts";

const active = { LoadState: "loaded", ActiveState: "active", Result: "success" };

test.each([
  [active, true, "RUNNING"],
  [{ ...active, ActiveState: "activating" }, true, "STARTING"],
  [{ ...active, ActiveState: "deactivating" }, true, "STOPPING"],
  [{ ...active, ActiveState: "inactive" }, true, "STOPPED"],
  [{ ...active, ActiveState: "failed", Result: "timeout" }, true, "BROKEN"],
  [{ LoadState: "not-found", ActiveState: "inactive" }, true, "MISSING"],
  [{ ...active, ActiveState: "inactive" }, false, "MISSING"],
  [{}, true, "MISSING"],
])("%j with a conf: %s is %s", (unit, configured, state) => {
  expect(interpret(unit, configured).state).toBe(state);
});

test("a broken one says why, and since when in milliseconds", () => {
  const unit = {
    LoadState: "loaded",
    ActiveState: "failed",
    Result: "timeout",
    StateChangeTimestamp: "Sun 2026-11-22 19:35:35.123456 UTC",
  };
  expect(interpret(unit, true)).toEqual({
    state: "BROKEN",
    trouble: "timeout",
    sinceMs: Date.UTC(2026, 10, 22, 19, 35, 35, 123),
  });
});

test("many machines are asked for in one call", async () => {
  const calls: string[][] = [];
  const facts = await readFacts(
    async (_, args) => {
      calls.push([...args]);
      const stdout =
        "Id=container@a.service\nActiveState=active\n\nId=container@b.service\nActiveState=deactivating\n";
      return { code: 0, stdout, stderr: "", timedOut: false };
    },
    ["a", "b"],
  );
  expect(calls).toHaveLength(1);
  expect([facts.get("a")?.state, facts.get("b")?.state]).toEqual(["RUNNING", "STOPPING"]);
});
