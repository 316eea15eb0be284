import type { HostStatus } from "@voxnix/protocol";
import { counted, durationText, listText } from "./words.ts";

/** The host's checklist in words (Markdown); what is not well comes first, with what to do about it. */
export function hostText(status: HostStatus, now: number = Date.now()): string {
  const bad = status.checks.filter(({ ok }) => !ok);
  const good = status.checks.filter(({ ok }) => ok);
  const summary =
    bad.length === 0
      ? "The host is well."
      : `The host needs attention: ${listText(bad.map(({ name }) => name))}.`;
  return [
    summary,
    ...bad.map(({ name, detail, advice }) => `- ❌ ${name}: ${detail}${advice ? ` → ${advice}` : ""}`),
    ...good.map(({ name, detail }) => `- ✅ ${name}: ${detail}`),
    `- ${status.containersRunning} of ${counted(status.containersTotal, "container")} on it running; at most ${status.containersPerOwner} for one owner`,
    `- executor ${status.version}, up for ${durationText(now - status.startedMs)}`,
  ].join("\n");
}
