import { VoxnixError } from "@voxnix/protocol";
import fc from "fast-check";
import { expect, test } from "vitest";
import { CatalogueJson } from "../composer/catalogue.ts";
import { brokenRule, checkModules } from "../composer/settings.ts";
import { parseSpec } from "./spec.ts";

/** How often a property is tried; VOXNIX_PROPERTY_RUNS has more of them. */
const runs = (usual: number) => Number(process.env.VOXNIX_PROPERTY_RUNS ?? usual);

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 80 }),
  fc.constantFrom("git", "__proto__", "dev", "../x", "a\0b"),
);
const setting = fc.oneof(
  fc.record({ value: fc.constant("text" as const), text }),
  fc.record({ value: fc.constant("number" as const), number: fc.oneof(fc.integer(), fc.double()) }),
  fc.record({ value: fc.constant("flag" as const), flag: fc.boolean() }),
  fc.record({
    value: fc.constant("list" as const),
    list: fc.record({ items: fc.array(text, { maxLength: 300 }) }),
  }),
  fc.record({ value: fc.constant("map" as const), map: fc.record({ items: fc.dictionary(text, text) }) }),
  fc.constant({}),
);
const limit = fc.option(fc.oneof(fc.integer(), fc.double()), { nil: undefined });
const spec = fc.record({
  name: text,
  modules: fc.array(fc.record({ name: text, settings: fc.dictionary(text, setting) }), { maxLength: 40 }),
  packages: fc.array(text, { maxLength: 70 }),
  limits: fc.option(fc.record({ memoryBytes: limit, cpuPercent: limit, tasks: limit, diskBytes: limit })),
});

/** What it gives, or the refusal; anything else that is thrown is a defect. */
function orRefusal<T>(act: () => T): T | VoxnixError {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof VoxnixError)) throw error;
    expect(error.reason).not.toBe("INTERNAL");
    expect(error.facts.field).not.toBe("");
    expect(error.facts.rule).not.toBe("");
    return error;
  }
}

test("a spec of any kind is taken whole or refused with field and rule", () => {
  fc.assert(
    fc.property(spec, (given) => {
      const parsed = orRefusal(() => parseSpec(given as Parameters<typeof parseSpec>[0]));
      if (parsed instanceof VoxnixError) return;
      expect(parsed.name).toBe(given.name);
      expect(parsed.packages).toEqual([...new Set(parsed.packages)].sort());
      // It goes to Nix as JSON, and into the journal: nothing may be lost on the way.
      expect(JSON.parse(JSON.stringify(parsed.modules))).toEqual(parsed.modules);
      for (const name of parsed.packages) expect(name).not.toMatch(/[\s"'$\\/\0]/);
    }),
    { numRuns: runs(300) },
  );
});

const about = fc.record({
  type: fc.constantFrom(
    "string",
    "integer",
    "boolean",
    "enum",
    "strings",
    "strings-map",
    "secret",
    "secret-map",
  ),
  default: fc.constant(null),
  description: fc.string(),
  required: fc.boolean(),
  maxLength: fc.option(fc.nat(100), { nil: undefined }),
  min: fc.option(fc.integer(), { nil: undefined }),
  max: fc.option(fc.integer(), { nil: undefined }),
  values: fc.option(fc.array(fc.string()), { nil: undefined }),
});
// Names that every object has are names like others.
const word = fc.constantFrom("git", "fish", "workspace", "__proto__", "constructor", "toString", "a");
const catalogue = fc.dictionary(
  word,
  fc.record({
    summary: fc.string(),
    settings: fc.dictionary(word, about),
    host: fc.constant({}),
    // Modules that want and exclude each other, and themselves, in circles.
    wants: fc.array(word),
    conflicts: fc.array(word),
  }),
);

test("what about.nix files say is read or refused by its schema, whatever it is", () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), catalogue), (given) => {
      const { success, data } = CatalogueJson.safeParse(given);
      if (success)
        expect(JSON.parse(JSON.stringify(data))).toEqual(
          CatalogueJson.parse(JSON.parse(JSON.stringify(given))),
        );
    }),
    { numRuns: runs(200) },
  );
});

test("any choice is checked against any catalogue without a defect", () => {
  const value = fc.oneof(text, fc.integer(), fc.boolean(), fc.array(text), fc.dictionary(text, text));
  const chosen = fc.array(fc.record({ name: word, settings: fc.dictionary(word, value) }), { maxLength: 6 });
  fc.assert(
    fc.property(chosen, catalogue, (modules, given) => {
      orRefusal(() => checkModules(modules, CatalogueJson.parse(given)));
    }),
    { numRuns: runs(300) },
  );
});

test("a module that wants one that is nowhere is taken, whatever that one is called", () => {
  const wanting = {
    summary: "",
    settings: {},
    host: {},
    wants: Object.getOwnPropertyNames(Object.prototype),
    conflicts: [],
  };
  expect(() =>
    checkModules([{ name: "git", settings: {} }], CatalogueJson.parse({ git: wanting })),
  ).not.toThrow();
});

test("a text that a setting takes has no control characters, is well-formed and fits", () => {
  const settingOf = fc.record({
    type: fc.constant("string" as const),
    default: fc.constant(null),
    description: fc.constant("it"),
    required: fc.constant(false),
    maxLength: fc.nat(50),
  });
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), settingOf, (given, about) => {
      if (brokenRule(given, about) !== undefined) return;
      expect(given).not.toMatch(/[^\P{Cc}\t\n]/u);
      expect(given.isWellFormed()).toBe(true);
      expect(Buffer.byteLength(given)).toBeLessThanOrEqual(about.maxLength);
    }),
    { numRuns: runs(300) },
  );
});
