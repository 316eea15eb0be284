import type { Container, Module, OwnerId, Setting } from "@voxnix/protocol";
import { containersText, type Executor, errorText, settingTypes } from "../executor/index.ts";
import { prompt } from "./prompt.ts";

/** The headings that structure the live part of the system message; the offline model reads by them too. */
export const headings = { modules: "## Modules", containers: "## Now: the user's containers" } as const;

/** The system message of a turn, in two lengths. */
export interface SystemMessages {
  /** With every setting and its type: the offline model reads no more than this. */
  full: string;
  /** With the names of settings only: a language model can ask for the rest, and pays by the word. */
  brief: string;
}

/** The system message of a turn: the stable part first, then the catalogue, then what is true right now. */
export async function systemMessages(executor: Executor, owner: OwnerId): Promise<SystemMessages> {
  const [modules, containers] = await Promise.allSettled([executor.modules(), executor.containers(owner)]);
  const now =
    containers.status === "fulfilled" ? contextContainers(containers.value) : unknown(containers.reason);
  const message = (catalogue: (modules: readonly Module[]) => string) =>
    [
      prompt,
      headings.modules,
      modules.status === "fulfilled" ? catalogue(modules.value) : unknown(modules.reason),
      headings.containers,
      now,
    ].join("\n\n");
  return { full: message(modulesText), brief: message(briefModulesText) };
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
      return `- ${name}: ${oneLine(summary)}${names.length > 0 ? ` [${names.join(", ")}]` : ""}`;
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
