import type { Container, ContainerState, SettingValue } from "@voxnix/protocol";
import { limitsText } from "./limits-text.ts";
import { inlineCode } from "./output.ts";
import { agoText, durationText, listText } from "./words.ts";

const states: Record<ContainerState, string> = {
  CONTAINER_STATE_UNSPECIFIED: "in an unknown state",
  CREATING: "being created",
  RUNNING: "running",
  STOPPED: "stopped",
  STARTING: "starting",
  STOPPING: "stopping",
  BROKEN: "broken",
  MISSING: "missing: its unit is gone from the host",
};

/** A container's facts in one sentence, e.g. "**dev** is running at 10.88.0.2 with git and fish." */
export function containerText(container: Container, now: number = Date.now()): string {
  return `**${container.name}** is ${factsText(container, now)}.`;
}

/** Containers as a Markdown list, one line each; a sentence if there are none. */
export function containersText(containers: readonly Container[], now: number = Date.now()): string {
  if (containers.length === 0) return "You have no containers.";
  return containers.map((container) => `- **${container.name}**: ${factsText(container, now)}`).join("\n");
}

/** The same for a model, which pays by the word: no marks; a word if there are none. */
export function containersBrief(containers: readonly Container[], now: number = Date.now()): string {
  if (containers.length === 0) return "none";
  return containers.map((container) => `${container.name}: ${factsText(container, now)}`).join("\n");
}

/** Everything about one container, for who asks for it by name. */
export function containerDetails(container: Container, now: number = Date.now()): string {
  const limits = limitsText(container.limits);
  const lines = [
    container.workspace !== "" && `- files kept on the host: ${container.workspace}`,
    ...container.modules.map(({ name, settings }) => {
      const set = Object.entries(settings).map(([key, value]) => `${key} ${inlineCode(settingText(value))}`);
      return set.length > 0 && `- ${name}: ${set.join(", ")}`;
    }),
    limits !== "" && `- may take ${limits}`,
    `- ${container.autostart ? "starts" : "does not start"} with the host`,
    container.generation > 1 && `- generation ${container.generation}`,
    container.createdMs > 0 && `- created ${agoText(container.createdMs, now)}`,
  ];
  return [containerText(container, now), ...lines.filter((line) => line !== false)].join("\n");
}

function factsText(container: Container, now: number): string {
  const { state, address, sinceMs, modules, packages, busyWith, trouble } = container;
  const settled = state === "RUNNING" || state === "STOPPED" || state === "BROKEN";
  const has = listText([...modules.map(({ name }) => name), ...packages]);
  return [
    states[state],
    trouble !== "" && ` (systemd says ${trouble})`,
    settled && sinceMs > 0 && now - sinceMs >= 45_000 && ` for ${durationText(now - sinceMs)}`,
    state === "RUNNING" && address !== "" && ` at ${address}`,
    has !== "" && (state === "RUNNING" ? ` with ${has}` : `; it has ${has}`),
    busyWith && `, busy with ${busyWith.kind.toLowerCase()} since ${agoText(busyWith.sinceMs, now)}`,
  ]
    .filter((part) => typeof part === "string")
    .join("");
}

/** A setting's value in words; of a secret its name, which is all there is to see. */
export function settingText(value: SettingValue): string {
  const { text, number, flag, list, map } = value;
  const pairs = map && Object.entries(map.items).map(([key, one]) => `${key}=${one}`);
  return String(text ?? number ?? flag ?? list?.items.join(", ") ?? pairs?.join(", ") ?? "");
}
