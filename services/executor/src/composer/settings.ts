import { nearest, VoxnixError } from "@voxnix/protocol";
import { SecretName, secretNameRule } from "../secrets/secrets.ts";
import type { ChosenModule, PlainSetting } from "../store/record.ts";
import type { Catalogue, SettingAbout } from "./catalogue.ts";

/**
 * Checks chosen modules against the catalogue before Nix sees them.
 * @param at where `modules` stands in the request, with a dot behind it; empty for the request itself
 * @throws UNKNOWN_MODULE, SETTING_INVALID, MODULES_CONFLICT or INVALID_FIELD, each with the field and the rule
 */
export function checkModules(chosen: readonly ChosenModule[], catalogue: Catalogue, at = "spec."): void {
  const known = Object.keys(catalogue).sort();
  for (const [index, module] of chosen.entries()) {
    const field = `${at}modules[${index}]`;
    const about = Object.hasOwn(catalogue, module.name) ? catalogue[module.name] : undefined;
    if (about === undefined) throw unknownModule(`${field}.name`, module.name, known);
    if (chosen.findIndex((other) => other.name === module.name) < index) {
      throw new VoxnixError("INVALID_FIELD", `${field}.name: ${module.name} is chosen twice.`, {
        field: `${field}.name`,
        rule: "each module at most once",
      });
    }
    checkSettings(module, about.settings, `${field}.settings`);
  }
  const all = completed(chosen, catalogue);
  checkRequired(all, catalogue, `${at}modules`);
  checkConflicts(all, catalogue, `${at}modules`);
}

/** The chosen modules, and behind them those that they want. */
export function completed(chosen: readonly ChosenModule[], catalogue: Catalogue): ChosenModule[] {
  const wanted = closure(chosen, catalogue).filter((name) => !chosen.some((module) => module.name === name));
  return [...chosen, ...wanted.map((name) => ({ name, settings: {} }))];
}

/** The chosen modules and those that they want, and those in turn. */
export function closure(chosen: readonly ChosenModule[], catalogue: Catalogue): string[] {
  const taken = new Set<string>();
  const take = (name: string): void => {
    if (taken.has(name)) return;
    taken.add(name);
    for (const wanted of catalogue[name]?.wants ?? []) take(wanted);
  };
  for (const { name } of chosen) take(name);
  return [...taken].sort();
}

/** Where the workspace folder is to be inside, or null if no module wants one. */
export function workspaceOf(chosen: readonly ChosenModule[], catalogue: Catalogue): string | null {
  for (const name of closure(chosen, catalogue)) {
    const about = catalogue[name];
    const setting = about?.host.workspace?.mountPointSetting;
    if (about === undefined || setting === undefined) continue;
    const given = chosen.find((module) => module.name === name)?.settings[setting];
    const value = given ?? about.settings[setting]?.default;
    if (typeof value === "string") return value;
  }
  return null;
}

function unknownModule(field: string, name: string, known: string[]): VoxnixError {
  const near = nearest(name, known);
  const hint = near.length > 0 ? ` Did you mean ${near.join(" or ")}?` : "";
  return new VoxnixError(
    "UNKNOWN_MODULE",
    `There is no module ${JSON.stringify(name)}.${hint} There are: ${known.join(", ")}.`,
    {
      field,
      rule: "the name of a module in the catalogue",
      known,
      nearest: near,
    },
  );
}

function checkSettings(module: ChosenModule, known: Record<string, SettingAbout>, field: string): void {
  for (const [setting, value] of Object.entries(module.settings)) {
    const about = Object.hasOwn(known, setting) ? known[setting] : undefined;
    const names = Object.keys(known).sort();
    if (about === undefined) {
      const near = nearest(setting, names);
      throw new VoxnixError(
        "SETTING_INVALID",
        `${module.name} has no setting ${JSON.stringify(setting)}. It has: ${names.join(", ") || "none"}.`,
        { field: `${field}.${setting}`, rule: "a setting of the module", known: names, nearest: near },
      );
    }
    const rule = brokenRule(value, about);
    if (rule === undefined) continue;
    const what = `${module.name}.${setting} must be ${rule}. It is for: ${about.description}.`;
    throw new VoxnixError("SETTING_INVALID", what, {
      field: `${field}.${setting}`,
      rule,
      known: about.values ?? [],
    });
  }
}

/** The rule of a setting that a value breaks, in words that follow "must be"; undefined if it is fine. */
export function brokenRule(value: PlainSetting, about: SettingAbout): string | undefined {
  switch (about.type) {
    case "boolean":
      return typeof value === "boolean" ? undefined : "yes or no";
    case "integer":
      return brokenNumber(value, about);
    case "enum": {
      const choices = about.values ?? [];
      return typeof value === "string" && choices.includes(value)
        ? undefined
        : `one of: ${choices.join(", ")}`;
    }
    case "string":
      return typeof value === "string" ? brokenText(value, about) : "a text";
    case "strings":
      return Array.isArray(value)
        ? value.map((item) => brokenText(item, about)).find((rule) => rule !== undefined)
        : "a list of texts";
    case "strings-map":
      return brokenMap(value, about, (item) => brokenText(item, about));
    case "secret":
      return typeof value === "string" ? brokenSecret(value) : secretRule;
    case "secret-map":
      return brokenMap(value, about, brokenSecret);
  }
}

function brokenNumber(value: PlainSetting, { min, max }: SettingAbout): string | undefined {
  const low = min ?? Number.MIN_SAFE_INTEGER;
  const high = max ?? Number.MAX_SAFE_INTEGER;
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= low && value <= high)
    return undefined;
  if (min !== undefined && max !== undefined) return `a whole number from ${min} to ${max}`;
  return `a whole number${min !== undefined ? ` from ${min}` : ""}${max !== undefined ? ` up to ${max}` : ""}`;
}

const secretRule = `the name of one of your secrets: ${secretNameRule}`;

function brokenSecret(name: string): string | undefined {
  return SecretName.safeParse(name).success ? undefined : secretRule;
}

function brokenMap(
  value: PlainSetting,
  { keyPattern = ".*" }: SettingAbout,
  brokenItem: (item: string) => string | undefined,
): string | undefined {
  if (typeof value !== "object" || Array.isArray(value)) return "names, each with a text";
  const keyRule = new RegExp(`^(?:${keyPattern})$`);
  for (const [key, item] of Object.entries(value)) {
    if (!keyRule.test(key)) return `of names that match ${keyPattern}`;
    const rule = brokenItem(item);
    if (rule !== undefined) return `names with, each, ${rule}`;
  }
  return undefined;
}

const longestText = 4_096;

function brokenText(text: string, { pattern, maxLength = longestText }: SettingAbout): string | undefined {
  // Nix's strings cannot hold NUL, and no setting has a use for the other control characters.
  if (/[^\P{Cc}\t\n]/u.test(text) || !text.isWellFormed()) return "a text without control characters";
  // Nix counts bytes.
  if (Buffer.byteLength(text) > maxLength) return `at most ${maxLength} bytes long`;
  if (pattern === undefined || new RegExp(`^(?:${pattern})$`).test(text)) return undefined;
  return `a text that matches ${pattern.replaceAll("\n", "\\n")}`;
}

function checkRequired(modules: readonly ChosenModule[], catalogue: Catalogue, at: string): void {
  for (const [index, { name, settings }] of modules.entries()) {
    for (const [setting, about] of Object.entries(catalogue[name]?.settings ?? {})) {
      if (!about.required || Object.hasOwn(settings, setting)) continue;
      const what = `${name}.${setting} must be given. It is for: ${about.description}.`;
      const field = `${at}[${index}].settings.${setting}`;
      throw new VoxnixError("SETTING_INVALID", what, { field, rule: "must be given" });
    }
  }
}

function checkConflicts(modules: readonly ChosenModule[], catalogue: Catalogue, field: string): void {
  const taken = modules.map(({ name }) => name);
  for (const name of taken) {
    const other = catalogue[name]?.conflicts.find((conflict) => taken.includes(conflict));
    if (other === undefined) continue;
    throw new VoxnixError("MODULES_CONFLICT", `${name} and ${other} do not go together: leave one out.`, {
      field,
      rule: `not ${name} together with ${other}`,
      known: [name, other],
    });
  }
}
