import { mkdirSync, mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sandboxPaths } from "./paths.ts";

test("two checkouts share nothing but the cache", () => {
  const folder = mkdtempSync(join(tmpdir(), "paths-"));
  const [a, b] = ["one", "two"].map((name) => {
    mkdirSync(join(folder, name));
    return sandboxPaths(join(folder, name));
  });
  for (const key of ["id", "machine", "instance", "root", "runtime", "adminSocket", "lock"] as const)
    expect(a?.[key]).not.toBe(b?.[key]);
  expect(a?.cache).toBe(b?.cache);
});

test("a checkout reached through a link has the same appliance", () => {
  const folder = mkdtempSync(join(tmpdir(), "paths-"));
  mkdirSync(join(folder, "real"));
  symlinkSync(join(folder, "real"), join(folder, "link"));
  expect(sandboxPaths(join(folder, "link"))).toEqual(sandboxPaths(join(folder, "real")));
});

test("a checkout has as many appliances as it has names for them, which share nothing but the cache", () => {
  const [unnamed, a, b] = ["", "a", "b"].map((name) => sandboxPaths(undefined, name));
  expect(new Set([unnamed?.instance, a?.instance, b?.instance]).size).toBe(3);
  expect([a?.checkout, a?.cache]).toEqual([unnamed?.checkout, unnamed?.cache]);
});

test("the sockets' paths are short enough for a socket address", () => {
  const { adminSocket, agentSocket, chatSocket } = sandboxPaths();
  // 108 bytes with the closing zero, see unix(7).
  for (const path of [adminSocket, agentSocket, chatSocket]) expect(path.length).toBeLessThan(108);
});
