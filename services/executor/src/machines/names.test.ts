import { mkdir, mkdtemp, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ContainerName } from "@voxnix/protocol";
import { expect, test } from "vitest";
import { onHost, pickMachineName } from "./names.ts";

const pick = (name: string, ...taken: string[]) =>
  pickMachineName(ContainerName.parse(name), (machine) => taken.includes(machine));

test("a machine has its container's name where that is free", () => {
  expect(pick("dev")).toBe("dev");
});

test("else it has a number behind it and still fits a network interface", () => {
  expect(pick("dev", "dev")).toBe("dev-2");
  expect(pick("dev", "dev", "dev-2")).toBe("dev-3");
  expect(pick("abcdefghijk", "abcdefghijk")).toBe("abcdefghi-2");
  expect(pick("abcdefgh-jk", "abcdefgh-jk")).toBe("abcdefgh-2");
  const taken = Array.from({ length: 120 }, (_, index) => `abcdefghi-${index}`);
  expect(pick("abcdefghijk", "abcdefghijk", ...taken).length).toBeLessThanOrEqual(11);
});

test("a stranger's machine takes its name, be it only a dangling link that is left of it", async () => {
  const root = await mkdtemp(join(tmpdir(), "voxnix-host-"));
  await mkdir(join(root, "etc/nixos-containers"), { recursive: true });
  expect(onHost("dev", root)).toBe(false);
  await symlink("/nowhere", join(root, "etc/nixos-containers/dev.conf"));
  expect(onHost("dev", root)).toBe(true);
});
