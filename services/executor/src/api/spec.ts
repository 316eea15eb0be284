import {
  type ContainerName,
  type ContainerSpec,
  parseField,
  type SettingValue,
  VoxnixError,
} from "@voxnix/protocol";
import { z } from "zod";
import type { ChosenModule, PlainSetting } from "../store/record.ts";
import { parseName } from "./scope.ts";

/** A wish for a container, checked as far as it can be without the catalogue. */
export interface ParsedSpec {
  name: ContainerName;
  modules: ChosenModule[];
  autostart: boolean;
}

const ModuleCount = z.number().max(32, { error: "must be at most 32 modules" });
const SettingCount = z.number().max(64, { error: "must be at most 64 settings" });
const ModuleName = z
  .string()
  .min(1, { error: "must be the name of a module" })
  .max(64, { error: "must be at most 64 characters" });
const SettingName = z.string().max(64, { error: "must be the name of a setting, at most 64 characters" });
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
  parseField("spec.modules", ModuleCount, spec.modules.length);
  const modules = spec.modules.map((module, index) => {
    const field = `spec.modules[${index}]`;
    const moduleName = parseField(`${field}.name`, ModuleName, module.name);
    const given = Object.entries(module.settings);
    parseField(`${field}.settings`, SettingCount, given.length);
    for (const [setting] of given) parseField(`${field}.settings`, SettingName, setting, "SETTING_INVALID");
    const settings = given.map(([setting, value]) => [setting, plain(`${field}.settings.${setting}`, value)]);
    return { name: moduleName, settings: Object.fromEntries(settings) };
  });
  return { name, modules, autostart: spec.autostart ?? true };
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
    default:
      throw new VoxnixError("SETTING_INVALID", `${field}: it has no value.`, {
        field,
        rule: "must have one of text, number, flag, list",
      });
  }
}
