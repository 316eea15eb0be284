import { expect, test } from "vitest";
import type { PlainSetting } from "../store/record.ts";
import { catalogue } from "../testing/engine.ts";
import { CatalogueJson, type SettingAbout } from "./catalogue.ts";
import { brokenRule, checkModules, closure, workspaceOf } from "./settings.ts";

const about = (type: SettingAbout["type"], more: Partial<SettingAbout> = {}): SettingAbout => ({
  type,
  default: null,
  description: "",
  required: false,
  ...more,
});

test.each<[SettingAbout, PlainSetting]>([
  [about("string"), ""],
  [about("string", { pattern: "[a-z]+" }), "abc"],
  [about("string", { maxLength: 3 }), "äa"],
  [about("integer", { min: 1, max: 3 }), 3],
  [about("boolean"), false],
  [about("enum", { values: ["a", "b"] }), "b"],
  [about("strings"), ["a", "b"]],
])("%j takes %j", (setting, value) => {
  expect(brokenRule(value, setting)).toBeUndefined();
});

test.each<[SettingAbout, PlainSetting, string]>([
  [about("string"), 1, "a text"],
  [about("string"), "a\u0000", "a text without control characters"],
  [about("string", { pattern: "[a-z]+" }), "abc\n", "a text that matches [a-z]+"],
  [about("string", { pattern: "a|b" }), "ax", "a text that matches a|b"],
  [about("string", { maxLength: 3 }), "ää", "at most 3 bytes long"],
  [about("integer", { min: 1, max: 3 }), 4, "a whole number from 1 to 3"],
  [about("integer"), "1", "a whole number"],
  [about("boolean"), "yes", "yes or no"],
  [about("enum", { values: ["a", "b"] }), "c", "one of: a, b"],
  [about("strings", { maxLength: 2 }), ["a", "abc"], "at most 2 bytes long"],
])("%j refuses %j with its rule", (setting, value, rule) => {
  expect(brokenRule(value, setting)).toBe(rule);
});

test("a setting that a module does not have is refused with those it has", () => {
  expect(() => checkModules([{ name: "git", settings: { usrName: "Ada" } }], catalogue)).toThrow(
    expect.objectContaining({
      reason: "SETTING_INVALID",
      facts: expect.objectContaining({ field: "spec.modules[0].settings.usrName", nearest: ["userName"] }),
    }),
  );
});

test.each(["constructor", "__proto__", "toString"])("%s is no module and no setting", (name) => {
  expect(() => checkModules([{ name, settings: {} }], catalogue)).toThrow(/no module/);
  const settings = Object.fromEntries([[name, "x"]]);
  expect(() => checkModules([{ name: "git", settings }], catalogue)).toThrow(/no setting/);
});

test("a module is chosen at most once", () => {
  const git = { name: "git", settings: {} };
  expect(() => checkModules([git, git], catalogue)).toThrow(/chosen twice/);
});

const linked = CatalogueJson.parse({
  a: { summary: "", settings: {}, host: {}, wants: ["b"], conflicts: [] },
  b: { summary: "", settings: {}, host: {}, wants: ["a", "workspace"], conflicts: ["c"] },
  c: { summary: "", settings: {}, host: {}, wants: [], conflicts: [] },
  ...catalogue,
});

test("modules bring along what they want, conflicts and workspace included", () => {
  const chosen = [{ name: "a", settings: {} }];
  expect(closure(chosen, linked)).toEqual(["a", "b", "workspace"]);
  expect(workspaceOf(chosen, linked)).toBe("/workspace");
  expect(() => checkModules([...chosen, { name: "c", settings: {} }], linked)).toThrow(/do not go together/);
});
