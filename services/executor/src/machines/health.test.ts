import { expect, test } from "vitest";
import { type Health, worse } from "./health.ts";

const well: Health = { state: "running", failed: [], restless: [], system: "/nix/store/old" };
const after = (but: Partial<Health>): Health => ({ ...well, system: "/nix/store/new", ...but });

test.each<[string, Health | undefined, Partial<Health>]>([
  ["runs as before", well, {}],
  [
    "was degraded before",
    { ...well, state: "degraded", failed: ["a"] },
    { state: "degraded", failed: ["a"] },
  ],
  ["is better than before", { ...well, state: "degraded", failed: ["a"] }, {}],
  ["nothing is known of before", undefined, {}],
])("a machine that %s is not worse", (_, before, but) => {
  expect(worse(before, after(but), "/nix/store/new")).toEqual([]);
});

test.each<[Partial<Health>, RegExp]>([
  [{ state: "degraded", failed: ["web.service"] }, /^has failed units: web.service$/],
  [{ state: "starting", restless: ["db.service"] }, /do not come up: db.service/],
  [{ state: "starting" }, /^is starting/],
  [{ state: "" }, /^is not answering/],
  [{ system: "/nix/store/old" }, /^runs \/nix\/store\/old$/],
])("a machine that was well and now %j is", (but, expected) => {
  expect(worse(well, after(but), "/nix/store/new").join()).toMatch(expected);
});

test("a unit that failed before does not hide another one", () => {
  const before = { ...well, state: "degraded", failed: ["a.service"] };
  const now = after({ state: "degraded", failed: ["a.service", "b.service"] });
  expect(worse(before, now, "/nix/store/new")).toEqual(["has failed units: b.service"]);
});
