import type { ToolCalled } from "../../conversation/index.ts";

const longestLine = 160;

/** A tool call on one line, e.g. "→ create_container name: dev, modules: git fish". */
export function callText({ tool, arguments: given }: ToolCalled): string {
  const parts = Object.entries(given)
    .map(([name, value]) => [name, valueText(value)])
    .flatMap(([name, value]) => (value === "" ? [] : [`${name}: ${value}`]));
  const text = `→ ${tool} ${parts.join(", ")}`.trimEnd();
  return text.length > longestLine ? `${text.slice(0, longestLine - 1).toWellFormed()}…` : text;
}

function valueText(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(valueText).join(" ");
  if (typeof value === "object" && value !== null && "name" in value) {
    const fields = Object.entries(value).filter(([field]) => field !== "name" && field !== "settings");
    const settings = "settings" in value && value.settings ? Object.entries(value.settings) : [];
    const details = [...settings, ...fields].map(([field, one]) => `${field}=${valueText(one)}`);
    return `${valueText(value.name)}${details.length > 0 ? ` (${details.join(", ")})` : ""}`;
  }
  return JSON.stringify(value);
}
