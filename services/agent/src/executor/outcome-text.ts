import type { Changes, Container, OperationKind } from "@voxnix/protocol";
import { changesText } from "./changes-text.ts";
import { containerText } from "./container-text.ts";
import { errorText } from "./error-text.ts";
import type { Outcome } from "./outcome.ts";

const doing: Record<OperationKind, string> = {
  OPERATION_KIND_UNSPECIFIED: "The change of",
  CREATE: "Creating",
  START: "Starting",
  STOP: "Stopping",
  RESTART: "Restarting",
  DESTROY: "Destroying",
  PREVIEW: "The preview of a change of",
  UPDATE: "Updating",
  ROLLBACK: "Rolling back",
  RESTORE: "Bringing back the workspace of",
  PREBUILD: "Prebuilding",
};

/** How an operation ended, in words (Markdown) and from its facts; the outcome comes first. */
export function outcomeText(outcome: Outcome): string {
  if (outcome.ok) return doneText(outcome.kind, outcome.container, outcome.changes);
  // These say all of it themselves.
  const { reason } = outcome.error;
  if (reason === "CANCELLED" || reason === "INTERRUPTED") return errorText(outcome.error);
  return `${doing[outcome.kind]} **${outcome.name}** failed. ${errorText(outcome.error)}`;
}

// "Done" is the executor's word; what is true is the state that it read again afterwards.
function doneText(kind: OperationKind, container: Container, changes: Changes | null): string {
  const { name } = container;
  if (kind === "PREVIEW") return previewText(name, changes);
  if (kind === "DESTROY") {
    return container.workspace === ""
      ? `**${name}** is gone, with its files.`
      : `**${name}** is gone. Its workspace is in the trash and can be brought back.`;
  }
  const facts = containerText(container);
  const told = [facts, changedText(kind, container, changes), asWanted(kind, container)];
  return told.filter((part) => part !== "").join(" ");
}

function previewText(name: string, changes: Changes | null): string {
  if (changes === null || changes.none) return `Nothing would change in **${name}**.`;
  const how = changes.restart ? "It would restart." : "It would go on running.";
  return `What would change in **${name}**: ${changesText(changes)}. ${how}`;
}

function changedText(kind: OperationKind, { generation }: Container, changes: Changes | null): string {
  if (kind === "RESTORE") return "Its workspace is back.";
  if (kind !== "UPDATE" && kind !== "ROLLBACK") return "";
  if (changes === null) return "";
  if (changes.none) return "It was like that already: nothing changed.";
  const what = kind === "ROLLBACK" ? "Rolled back" : "Changed";
  const how = changes.restart ? "it was restarted" : "it went on running";
  return `${what}: ${changesText(changes) || "nothing that a package list shows"} (generation ${generation}; ${how}).`;
}

// An update leaves a stopped container stopped.
function asWanted(kind: OperationKind, { state }: Container): string {
  const wanted = { STOP: "STOPPED", CREATE: "RUNNING", START: "RUNNING", RESTART: "RUNNING" };
  const one = Object.entries(wanted).find(([of]) => of === kind)?.[1];
  if (one !== undefined ? state === one : state !== "BROKEN" && state !== "MISSING") return "";
  return "That is not what was asked for: its log may say why.";
}
