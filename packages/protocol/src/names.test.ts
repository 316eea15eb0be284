import { expect, test } from "vitest";
import { parseField } from "./fields.ts";
import { ContainerName, OwnerId } from "./names.ts";
import { nearest } from "./nearest.ts";

test.each(["a", "dev", "dev-box", "a1234567890", "x-1"])("%s is a container name", (name) => {
  expect(ContainerName.parse(name)).toBe(name);
});

test.each([
  "",
  "Dev",
  "1dev",
  "-dev",
  "dev-",
  "dev_box",
  "a12345678901",
  "dév",
  "dev\n",
  "../x",
  "a b",
  "dev.service",
  "--help",
])("%j is no container name, and the error names the field and the rule", (name) => {
  expect(() => parseField("spec.name", ContainerName, name, "NAME_INVALID")).toThrow(
    expect.objectContaining({
      reason: "NAME_INVALID",
      facts: expect.objectContaining({ field: "spec.name" }),
    }),
  );
});

test.each(["telegram:123456", "terminal:ada", "admin:root"])("%s is an owner", (owner) => {
  expect(OwnerId.parse(owner)).toBe(owner);
});

test.each([
  "",
  "telegram",
  "telegram:",
  ":1",
  "Telegram:1",
  "telegram:1/2",
  "telegram:1\n",
  `t:${"x".repeat(65)}`,
])("%j is no owner", (owner) => {
  expect(OwnerId.safeParse(owner).success).toBe(false);
});

test("the nearest module is found through swaps, missing letters and beginnings", () => {
  const known = ["fish", "git", "postgres", "workspace"];
  expect(nearest("gti", known)[0]).toBe("git");
  expect(nearest("workspac", known)[0]).toBe("workspace");
  expect(nearest("postgresql", known)[0]).toBe("postgres");
  expect(nearest("kubernetes", known)).toEqual([]);
});
