import type { Operation, Phase } from "@voxnix/protocol";
import { asMarkdown } from "./output.ts";
import { agoText } from "./words.ts";

const phases: Partial<Record<Phase, string>> = {
  EVALUATE: "evaluating",
  BUILD: "building",
  INSTALL: "installing",
  BOOT: "booting",
  VERIFY: "checking the facts",
  SHUT_DOWN: "shutting down",
  REMOVE: "removing",
  UNDO: "undoing",
  SWITCH: "switching the running system",
  RESTORE_FILES: "bringing files back",
};

/** Operations as a Markdown list, newest first; a sentence if there are none. */
export function operationsText(operations: readonly Operation[], now: number = Date.now()): string {
  if (operations.length === 0) return "No operations.";
  return operations.map((operation) => `- ${operationText(operation, now)}`).join("\n");
}

/** One operation in a phrase, e.g. "create of **dev** (op-1): building, begun 2 minutes ago". */
export function operationText(operation: Operation, now: number = Date.now()): string {
  const { kind, container, id, state, phase, startedMs, endedMs, error } = operation;
  const name = `${kind.toLowerCase()} of **${container}** (${id})`;
  if (state === "UNDERWAY") {
    return `${name}: ${phases[phase] ?? "under way"}, begun ${agoText(startedMs, now)}`;
  }
  if (state === "SUCCEEDED") return `${name}: done ${agoText(endedMs, now)}`;
  return `${name}: failed ${agoText(endedMs, now)}${error ? `. ${asMarkdown(error.message)}` : ""}`;
}
