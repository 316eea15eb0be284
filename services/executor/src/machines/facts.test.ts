import { expect, test } from "vitest";
import type { UnitState } from "../system/systemd.ts";
import { interpret, openFacts, unitOf } from "./facts.ts";

const active = { name: unitOf("a"), path: "/a", load: "loaded", active: "active", sub: "running" };
const well = { changedUs: 0n, result: "success" };

test.each([
  [active, true, "RUNNING"],
  [{ ...active, active: "activating" }, true, "STARTING"],
  [{ ...active, active: "deactivating" }, true, "STOPPING"],
  [{ ...active, active: "inactive" }, true, "STOPPED"],
  [{ ...active, active: "failed" }, true, "BROKEN"],
  [{ ...active, load: "not-found", active: "inactive" }, true, "MISSING"],
  [{ ...active, active: "inactive" }, false, "MISSING"],
  [undefined, true, "MISSING"],
])("%j with a conf: %s is %s", (unit, configured, state) => {
  expect(interpret(unit, well, configured).state).toBe(state);
});

test("a broken one says why, and since when in milliseconds", () => {
  const changedUs = BigInt(Date.UTC(2026, 10, 22, 19, 35, 35, 123)) * 1_000n + 456n;
  expect(interpret({ ...active, active: "failed" }, { changedUs, result: "timeout" }, true)).toEqual({
    state: "BROKEN",
    trouble: "timeout",
    sinceMs: Date.UTC(2026, 10, 22, 19, 35, 35, 123),
  });
});

/** A systemd that counts what it is asked. */
function fakeSystemd() {
  const units = new Map<string, UnitState>();
  const asked: string[] = [];
  let [tell, since] = [(_: string) => {}, 1_000n];
  /** Called when a question has been answered, before the answer is there. */
  const hooks = { before: () => {} };
  return {
    asked,
    hooks,
    changed: (path: string) => tell(path),
    put(machine: string, state: Partial<UnitState>, changedUs: bigint) {
      units.set(unitOf(machine), { ...active, name: unitOf(machine), path: `/${machine}`, ...state });
      since = changedUs;
    },
    async units(names: readonly string[]) {
      asked.push("units");
      return names.flatMap((name) => units.get(name) ?? []);
    },
    async property(path: string, _of: string, name: string) {
      asked.push(`${path} ${name}`);
      const answer = name === "Result" ? "success" : since;
      await Promise.resolve();
      hooks.before();
      return answer;
    },
    onChange(listener: (path: string) => void) {
      tell = listener;
      return () => {};
    },
  };
}

test("many machines are asked for in one call, and of each no more than once while nothing changes", async () => {
  const systemd = fakeSystemd();
  systemd.put("a", {}, 5_000n);
  systemd.put("b", { active: "inactive", sub: "dead" }, 5_000n);
  const facts = openFacts(systemd);
  expect((await facts(["a", "b"])).get("a")).toEqual({ state: "RUNNING", sinceMs: 5, trouble: "" });
  expect(systemd.asked).toEqual(["units", "/a StateChangeTimestamp", "/a Result"]);
  await facts(["a", "b"]);
  expect(systemd.asked.slice(3)).toEqual(["units"]);
});

test("one that was started again, or is in another state, is asked again", async () => {
  const systemd = fakeSystemd();
  const facts = openFacts(systemd);
  const since = async () => (await facts(["a"])).get("a")?.sinceMs;
  systemd.put("a", {}, 5_000n);
  expect(await since()).toBe(5);
  systemd.put("a", {}, 6_000n);
  systemd.changed("/a");
  expect(await since()).toBe(6);
  // Its change is seen before it is told.
  systemd.put("a", { active: "failed", sub: "failed" }, 7_000n);
  expect(await since()).toBe(7);
  systemd.put("a", {}, 8_000n);
  systemd.changed("");
  expect(await since()).toBe(8);
});

test("what was answered before a change does not outlive it", async () => {
  const systemd = fakeSystemd();
  const facts = openFacts(systemd);
  systemd.put("a", {}, 5_000n);
  systemd.hooks.before = () => {
    systemd.hooks.before = () => {};
    systemd.put("a", {}, 6_000n);
    systemd.changed("/a");
  };
  await facts(["a"]);
  expect((await facts(["a"])).get("a")?.sinceMs).toBe(6);
});

test("a question that failed is asked again", async () => {
  const systemd = fakeSystemd();
  const facts = openFacts(systemd);
  systemd.put("a", {}, 5_000n);
  systemd.hooks.before = () => {
    throw new Error("gone");
  };
  await expect(facts(["a"])).rejects.toThrow("gone");
  systemd.hooks.before = () => {};
  expect((await facts(["a"])).get("a")?.state).toBe("RUNNING");
});
