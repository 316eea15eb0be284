import type { OperationEvent } from "@voxnix/protocol";
import { fromDetail } from "@voxnix/protocol";
import { errorText } from "./error-text.ts";
import { operationText } from "./operation-text.ts";
import { asMarkdown, fenced } from "./output.ts";

const defaultLines = 40;

/** An operation's phases, what it printed last, and how it ended (Markdown). */
export function operationLogText(
  events: readonly OperationEvent[],
  lines: number = defaultLines,
  now: number = Date.now(),
): string {
  const operation = events.find(({ accepted }) => accepted)?.accepted?.operation;
  const printed = events.flatMap(({ log }) => (log ? [`${log.source}: ${log.text}`] : []));
  const shown = printed.slice(-lines);
  const end = events.at(-1);
  return [
    operation ? `Log of the ${operationText({ ...operation, ...ending(end) }, now)}` : "An operation's log",
    ...events.flatMap(({ phase }) => (phase ? [`- ${asMarkdown(phase.text)}`] : [])),
    shown.length === 0 ? "It printed nothing." : fenced(shown.join("\n"), 8_000),
    end?.failed ? errorText(fromDetail(end.failed)) : "",
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function ending(end: OperationEvent | undefined) {
  if (end?.done) return { state: "SUCCEEDED", endedMs: end.timeMs } as const;
  if (end?.failed) return { state: "FAILED", endedMs: end.timeMs, error: null } as const;
  return {};
}
