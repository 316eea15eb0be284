import { expect, test } from "vitest";
import { assertPossible, missingPackages } from "./prerequisites.ts";

test("another operating system is refused in one sentence that says what to do", () => {
  expect(() => assertPossible("darwin", 0)).toThrow("this is darwin. Run it in a Debian 12 or 13 machine.");
});

test("a user without root is told to use sudo", () => {
  expect(() => assertPossible("linux", 1000)).toThrow(/needs root.*sudo/);
});

test("each missing package is named once, and mmdebstrap brings Debian's keys", () => {
  const tools = [
    { program: "nsenter", package: "util-linux" },
    { program: "flock", package: "util-linux" },
    { program: "mmdebstrap", package: "mmdebstrap" },
  ];
  expect(missingPackages(tools, () => false)).toEqual(["util-linux", "mmdebstrap", "debian-archive-keyring"]);
  expect(missingPackages(tools, (program) => program !== "nsenter")).toEqual(["util-linux"]);
  expect(missingPackages(tools, () => true)).toEqual([]);
});
