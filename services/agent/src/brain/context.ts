import type { Container, Module, OwnerId, Setting } from "@voxnix/protocol";
import { containersText, type Executor, errorText } from "../executor/index.ts";
import { prompt } from "./prompt.ts";

/** The headings that structure the live part of the system message; the offline model reads by them too. */
export const headings = { modules: "## Modules", containers: "## Now: the user's containers" } as const;

/** The system message of a turn: the stable part first, then the catalogue, then what is true right now. */
export async function systemMessage(executor: Executor, owner: OwnerId): Promise<string> {
  const [modules, containers] = await Promise.allSettled([executor.modules(), executor.containers(owner)]);
  return [
    prompt,
    headings.modules,
    modules.status === "fulfilled" ? modulesText(modules.value) : unknown(modules.reason),
    headings.containers,
    containers.status === "fulfilled" ? contextContainers(containers.value) : unknown(containers.reason),
  ].join("\n\n");
}

/** The catalogue as a Markdown list: name, summary, settings with their types. */
export function modulesText(modules: readonly Module[]): string {
  if (modules.length === 0) return "There are no modules.";
  return modules
    .map((module) => `- **${module.name}**: ${oneLine(module.summary)}${settingsText(module)}`)
    .join("\n");
}

const typeNames: Record<Setting["type"], string> = {
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

function settingsText({ settings }: Module): string {
  if (settings.length === 0) return "";
  const texts = settings.map(({ name, type, choices, description }) => {
    const typeName = type === "CHOICE" ? `${typeNames[type]} ${choices.join(" | ")}` : typeNames[type];
    return `${name} (${typeName}: ${oneLine(description)})`;
  });
  return `. Settings: ${texts.join("; ")}`;
}

function contextContainers(containers: readonly Container[]): string {
  return containers.length === 0 ? "None." : containersText(containers);
}

function unknown(reason: unknown): string {
  return `Not known: ${errorText(reason)}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
