import type { Container, OperationKind } from "@voxnix/protocol";
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
};

/** How an operation ended, in words (Markdown) and from its facts; the outcome comes first. */
export function outcomeText(outcome: Outcome): string {
  if (outcome.ok) return doneText(outcome.kind, outcome.container);
  // These two say all of it themselves, and nothing went wrong with the change as such.
  const cutOff = outcome.error.reason === "CANCELLED" || outcome.error.reason === "INTERRUPTED";
  if (cutOff) return errorText(outcome.error);
  return `${doing[outcome.kind]} **${outcome.name}** failed. ${errorText(outcome.error)}`;
}

// "Done" is the executor's word; what is true is the state that it read again afterwards.
function doneText(kind: OperationKind, container: Container): string {
  if (kind === "DESTROY") return `**${container.name}** is gone, with its files.`;
  const facts = containerText(container);
  const wanted = kind === "STOP" ? "STOPPED" : "RUNNING";
  if (kind === "OPERATION_KIND_UNSPECIFIED" || container.state === wanted) return facts;
  return `${facts} That is not what was asked for: its log may say why.`;
}
