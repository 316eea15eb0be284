import type { Container, Module, OwnerId, Setting } from "@voxnix/protocol";
import {
  containersBrief,
  containersText,
  type Executor,
  errorText,
  settingTypes,
} from "../executor/index.ts";
import { prompt } from "./prompt.ts";

/** The headings of what a model is told of; the offline model reads by them. */
export const headings = { modules: "## Modules", containers: "## Containers" } as const;

/** What a model is told beside the conversation. */
export interface Context {
  /** For language models: the same for every turn and person, until the library changes, so that providers can cache it. */
  system: string;
  /** The live facts, which go with the person's message: what comes before it stays as it was. */
  now: string;
  /** For the offline model, which reads no more than this: every setting with its type, and the live facts. */
  full: string;
}

/** What the model is told in a turn of this person. */
export async function contextOf(executor: Executor, owner: OwnerId): Promise<Context> {
  const [modules, containers] = await Promise.allSettled([executor.modules(), executor.containers(owner)]);
  const live = (list: (containers: readonly Container[]) => string) =>
    `${headings.containers}\n${containers.status === "fulfilled" ? list(containers.value) : unknown(containers.reason)}`;
  const catalogue = (list: (modules: readonly Module[]) => string) =>
    `${headings.modules}\n\n${modules.status === "fulfilled" ? list(modules.value) : unknown(modules.reason)}`;
  return {
    system: `${prompt}\n\n${catalogue(briefModulesText)}`,
    now: live(containersBrief),
    full: [prompt, catalogue(modulesText), live(contextContainers)].join("\n\n"),
  };
}

/** The catalogue as a Markdown list: name, summary, settings with their types. */
export function modulesText(modules: readonly Module[]): string {
  if (modules.length === 0) return "There are no modules.";
  return modules
    .map((module) => `- **${module.name}**: ${oneLine(module.summary)}${settingsText(module)}`)
    .join("\n");
}

function briefModulesText(modules: readonly Module[]): string {
  if (modules.length === 0) return "There are no modules.";
  return modules
    .map(({ name, summary, settings }) => {
      const names = settings.map((setting) => (setting.required ? `${setting.name}!` : setting.name));
      return `${name}: ${oneLine(summary)}${names.length > 0 ? ` [${names.join(", ")}]` : ""}`;
    })
    .join("\n");
}

function settingsText({ settings }: Module): string {
  if (settings.length === 0) return "";
  const texts = settings.map(
    (setting) => `${setting.name} (${typeText(setting)}: ${oneLine(setting.description)})`,
  );
  return `. Settings: ${texts.join("; ")}`;
}

function typeText({ type, choices }: Setting): string {
  return type === "CHOICE" ? `${settingTypes[type]} ${choices.join(" | ")}` : settingTypes[type];
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
