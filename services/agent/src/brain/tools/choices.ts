import type { ModuleChoice, ModuleChoiceInput, SettingValueInput } from "@voxnix/protocol";
import { z } from "zod";

const settingValue = z.union(
  [z.string(), z.number().int(), z.boolean(), z.array(z.string()), z.record(z.string(), z.string())],
  { error: "must be a text, a whole number, true or false, a list of texts, or names with texts" },
);

const moduleName = z.string().min(1, { error: "must name a module of the catalogue" });

/** A module with the settings that the user asked for. */
export const moduleChoice = z.object({
  name: moduleName,
  settings: z.record(z.string(), settingValue).optional().describe("By name"),
});

/** The same for a container that may have the module already: null takes a setting back to its default. */
export const moduleChange = z.object({
  name: moduleName,
  settings: z.record(z.string(), settingValue.nullable()).optional().describe("null: back to its default"),
});

export const packageNames = z
  .array(z.string().min(1).max(128), { error: "must be a list of package names" })
  .max(64, { error: "takes at most 64 packages" });

/** A choice of the model's as the contract has it. */
export function asChoice({ name, settings = {} }: z.infer<typeof moduleChoice>): ModuleChoiceInput {
  const values = Object.entries(settings).map(([key, value]) => [key, asValue(value)] as const);
  return { name, settings: Object.fromEntries(values) };
}

/** The module as it is (undefined: not there yet) with what the model wants to be different. */
export function changedChoice(
  before: ModuleChoice | undefined,
  { name, settings = {} }: z.infer<typeof moduleChange>,
): ModuleChoiceInput {
  const after: Record<string, SettingValueInput> = { ...before?.settings };
  for (const [key, value] of Object.entries(settings)) {
    if (value === null) delete after[key];
    else after[key] = asValue(value);
  }
  return { name, settings: after };
}

function asValue(value: z.infer<typeof settingValue>): SettingValueInput {
  if (typeof value === "string") return { text: value };
  if (typeof value === "number") return { number: value };
  if (typeof value === "boolean") return { flag: value };
  if (Array.isArray(value)) return { list: { items: value } };
  return { map: { items: value } };
}
