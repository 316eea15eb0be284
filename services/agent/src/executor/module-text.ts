import type { Module, Setting, SettingType } from "@voxnix/protocol";
import { settingText } from "./container-text.ts";
import { inlineCode } from "./output.ts";
import { listText } from "./words.ts";

/** Everything about one module, for who asks for it by name (Markdown). */
export function moduleText(module: Module): string {
  const { name, summary, gives, ports, needs, conflicts, wants, settings } = module;
  const lines = [
    gives.length > 0 && `- gives ${listText(gives)}`,
    ports.length > 0 &&
      `- listens on ${listText(ports.map(({ number, protocol, what }) => `${number}/${protocol} (${what})`))}`,
    needs.length > 0 && `- needs ${listText(needs)}`,
    wants.length > 0 && `- brings along ${listText(wants)}`,
    conflicts.length > 0 && `- cannot be together with ${listText(conflicts)}`,
    settings.length === 0 && "- no settings",
    ...settings.map((setting) => `- \`${setting.name}\` (${ruleText(setting)}): ${setting.description}`),
  ];
  return [`**${name}**: ${summary}`, ...lines.filter((line) => line !== false)].join("\n");
}

/** What a setting takes, in words, by its type. */
export const settingTypes: Record<SettingType, string> = {
  SETTING_TYPE_UNSPECIFIED: "text",
  TEXT: "text",
  WHOLE_NUMBER: "number",
  YES_NO: "true or false",
  CHOICE: "one of",
  TEXT_LIST: "list of texts",
  TEXT_MAP: "names and texts",
  SECRET: "name of a secret",
  SECRET_MAP: "names, each with the name of a secret",
};

function ruleText(setting: Setting): string {
  const { type, choices, minimum, maximum, pattern, keyPattern, required, defaultValue } = setting;
  return [
    type === "CHOICE" ? `one of ${choices.join(" | ")}` : settingTypes[type],
    minimum !== undefined && maximum !== undefined && `${minimum} to ${maximum}`,
    minimum !== undefined && maximum === undefined && `at least ${minimum}`,
    minimum === undefined && maximum !== undefined && `at most ${maximum}`,
    pattern !== "" && `must match ${inlineCode(pattern)}`,
    keyPattern !== "" && `names match ${inlineCode(keyPattern)}`,
    required && "has to be given",
    defaultValue && settingText(defaultValue) && `default ${inlineCode(settingText(defaultValue))}`,
  ]
    .filter((part) => typeof part === "string" && part !== "")
    .join(", ");
}
