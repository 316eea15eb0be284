import { type Reason, VoxnixError } from "@voxnix/protocol";
import { asMarkdown, fenced } from "./output.ts";
import { ExecutorUnreachable } from "./unreachable.ts";
import { agoText, listText } from "./words.ts";

const shownLines = 15;

// What the user can say next, where the executor cannot know it.
const advice: Partial<Record<Reason, string>> = {
  SECRET_MISSING: "Say `/secret` and a name for it to me, and send the value as your next message.",
  DISK_FULL:
    "Say “empty the trash” to me, or have me destroy what you need no more; all else is for the host's owner to clear.",
  START_FAILED: "Ask me for its log to see more, or to destroy it.",
};

/** An error in words (Markdown): what happened, what was near, the last lines, what to do next. */
export function errorText(error: unknown): string {
  if (error instanceof VoxnixError) return refusalText(error);
  if (error instanceof ExecutorUnreachable) return error.message;
  // Anything else is a defect of ours; its text may hold paths or secrets, so the log has it, not the chat.
  return "Something went wrong inside voxnix's agent; its log has the details (`journalctl -u voxnix-agent`).";
}

function refusalText({ reason, message, facts }: VoxnixError): string {
  const { nearest = [], known = [], lines = [], busyWith } = facts;
  const says = (names: readonly string[]) => names.every((name) => message.includes(name));
  const parts = [
    asMarkdown(message),
    nearest.length > 0 && !says(nearest) && `Near to it: ${listText(nearest)}.`,
    known.length > 0 && !says(known) && `There are: ${listText(known)}.`,
    busyWith &&
      busyWith.sinceMs > 0 &&
      !says([busyWith.operationId]) &&
      `The ${busyWith.kind.toLowerCase()} (${busyWith.operationId}) began ${agoText(busyWith.sinceMs, Date.now())}.`,
    advice[reason],
  ];
  const sentence = parts.filter((part) => typeof part === "string").join(" ");
  return lines.length > 0 ? `${sentence}\n${fenced(lines.slice(-shownLines).join("\n"), 3_000)}` : sentence;
}
