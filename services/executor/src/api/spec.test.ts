import type { ContainerSpec } from "@voxnix/protocol";
import { expect, test } from "vitest";
import { parseSpec } from "./spec.ts";

const variables = (count: number, length: number): ContainerSpec => {
  const items = Object.fromEntries(Array.from({ length: count }, (_, at) => [`A${at}`, "x".repeat(length)]));
  const settings = { variables: { map: { items }, value: "map" as const } };
  return { name: "dev", modules: [{ name: "env", settings }], packages: [], limits: null };
};

test("a wish is no longer than what can be kept of it some hundred times", () => {
  expect(parseSpec(variables(16, 4_000)).modules).toHaveLength(1);
  expect(() => parseSpec(variables(17, 4_000))).toThrow(
    expect.objectContaining({
      reason: "INVALID_FIELD",
      message: "spec.modules: 68186 must be at most 65536 bytes with all settings.",
    }),
  );
});

test("names of settings that JavaScript knows otherwise are names like any other", () => {
  const { modules } = parseSpec({
    ...{ name: "dev", packages: [], limits: null },
    modules: [{ name: "constructor", settings: JSON.parse('{"__proto__":{"text":"x","value":"text"}}') }],
  });
  expect(Object.entries(modules[0]?.settings ?? {})).toEqual([["__proto__", "x"]]);
});
