import {
  type ContainerName,
  type ContainerSpec,
  type ModuleChoice,
  parseField,
  type SettingValue,
  VoxnixError,
} from "@voxnix/protocol";
import { z } from "zod";
import { byName } from "../store/by-name.ts";
import type { Choice, ChosenModule, PlainSetting } from "../store/record.ts";
import { type LimitsWish, parseLimits } from "./limits.ts";
import { parseName } from "./scope.ts";

/** A wish for a container, checked as far as it can be without the catalogue. */
export interface ParsedSpec {
  name: ContainerName;
  modules: ChosenModule[];
  /** Sorted, each once. */
  packages: string[];
  /** Undefined where the wish leaves it open. */
  autostart: boolean | undefined;
  limits: LimitsWish;
}

const ModuleCount = z.number().max(32, { error: "must be at most 32 modules" });
const SettingCount = z.number().max(64, { error: "must be at most 64 settings" });
const PackageCount = z.number().max(64, { error: "must be at most 64 packages" });
const packageRule = "must be the name of a package, such as ripgrep or python3Packages.requests";
const PackageName = z
  .string()
  .max(128, { error: packageRule })
  .regex(/^[A-Za-z0-9_+-]+(\.[A-Za-z0-9_+-]+)?$/, { error: packageRule });
const ModuleName = z
  .string()
  .min(1, { error: "must be the name of a module" })
  .max(64, { error: "must be at most 64 characters" });
const SettingName = z.string().max(64, { error: "must be the name of a setting, at most 64 characters" });
// It is kept in the journal, in the record and in each of its generations, and some hundred times in memory.
const ChoiceSize = z.number().max(65_536, { error: "must be at most 65536 bytes with all settings" });
const ListLength = z.number().max(256, { error: "must be at most 256 items" });

/** @throws INVALID_FIELD, NAME_INVALID or SETTING_INVALID with the field and the rule */
export function parseSpec(spec: ContainerSpec | null): ParsedSpec {
  if (spec === null) {
    throw new VoxnixError("INVALID_FIELD", "spec: it is missing; it says what to create.", {
      field: "spec",
      rule: "must be given",
    });
  }
  const name = parseName("spec.name", spec.name);
  return {
    name,
    ...parseChoice(spec, "spec."),
    autostart: spec.autostart,
    limits: parseLimits(spec.limits, "spec.limits."),
  };
}

/** @param at the field that holds modules and packages, with a dot behind it; empty for the request itself */
export function parseChoice(given: { modules: ModuleChoice[]; packages: string[] }, at: string): Choice {
  parseField(`${at}modules`, ModuleCount, given.modules.length);
  parseField(`${at}packages`, PackageCount, given.packages.length);
  const packages = given.packages.map((name, index) =>
    parseField(`${at}packages[${index}]`, PackageName, name),
  );
  const modules = given.modules.map((module, index) => {
    const field = `${at}modules[${index}]`;
    const moduleName = parseField(`${field}.name`, ModuleName, module.name);
    const set = Object.entries(module.settings);
    parseField(`${field}.settings`, SettingCount, set.length);
    for (const [setting] of set) parseField(`${field}.settings`, SettingName, setting, "SETTING_INVALID");
    const settings = set.map(
      ([setting, value]) => [setting, plain(`${field}.settings.${setting}`, value)] as const,
    );
    return { name: moduleName, settings: byName(settings) };
  });
  parseField(`${at}modules`, ChoiceSize, Buffer.byteLength(JSON.stringify(modules)));
  return { modules, packages: [...new Set(packages)].sort() };
}

function plain(field: string, value: SettingValue): PlainSetting {
  switch (value.value) {
    case "text":
      return value.text ?? "";
    case "number":
      return value.number ?? 0;
    case "flag":
      return value.flag ?? false;
    case "list": {
      const items = value.list?.items ?? [];
      parseField(field, ListLength, items.length, "SETTING_INVALID");
      return items;
    }
    case "map": {
      const items = value.map?.items ?? {};
      parseField(field, ListLength, Object.keys(items).length, "SETTING_INVALID");
      return items;
    }
    default:
      throw new VoxnixError("SETTING_INVALID", `${field}: it has no value.`, {
        field,
        rule: "must have one of text, number, flag, list, map",
      });
  }
}
