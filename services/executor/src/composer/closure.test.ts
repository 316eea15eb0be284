import { expect, test } from "vitest";
import type { Finished, Run } from "../system/run.ts";
import { closureOf, packageDifference, packageOf, sizeOf } from "./closure.ts";

const at = (name: string) => `/nix/store/${"a1".repeat(16)}-${name}`;

test.each([
  ["ripgrep-14.1.1", { name: "ripgrep", version: "14.1.1" }],
  ["python3.13-requests-2.32.4", { name: "python3.13-requests", version: "2.32.4" }],
  ["glibc-2.40-66-bin", { name: "glibc", version: "2.40-66" }],
  ["gcc-13.3.0-lib", { name: "gcc", version: "13.3.0" }],
  ["7zip-25.01", { name: "7zip", version: "25.01" }],
  ["unit-sshd.service", undefined],
  ["etc", undefined],
])("%s is the package %j", (name, expected) => {
  expect(packageOf(at(name))).toEqual(expected);
});

test("closures differ in what came, what went and what has another version", () => {
  const closure = (...names: string[]) => new Map(names.map((name) => [at(name), 1]));
  const before = closure("git-2.47", "jq-1.7", "glibc-2.40", "unit-a.service");
  const after = closure("git-2.48", "glibc-2.40", "glibc-2.40-bin", "ripgrep-14.1", "unit-b.service");
  expect(packageDifference(before, after)).toEqual([
    { name: "git", oldVersion: "2.47", newVersion: "2.48" },
    { name: "jq", oldVersion: "1.7", newVersion: "" },
    { name: "ripgrep", oldVersion: "", newVersion: "14.1" },
  ]);
});

const printing =
  (json: unknown): Run =>
  async (): Promise<Finished> => ({ code: 0, stdout: JSON.stringify(json), stderr: "", timedOut: false });

test.each([
  ["an object by path", { "/nix/store/a": { narSize: 5 }, "/nix/store/b": { narSize: 2 } }],
  [
    "a list, as before Nix 2.19",
    [
      { path: "/nix/store/a", narSize: 5 },
      { path: "/nix/store/b", narSize: 2 },
    ],
  ],
])("what Nix prints is read as %s", async (_, json) => {
  const closure = await closureOf(printing(json), ["/nix/store/a"]);
  expect([...closure.keys()]).toEqual(["/nix/store/a", "/nix/store/b"]);
  expect(sizeOf(closure)).toBe(7);
});
