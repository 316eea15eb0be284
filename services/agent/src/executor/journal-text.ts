import type { JournalEntry } from "@voxnix/protocol";

/** Journal entries as lines: time of day (UTC), who wrote it, what. */
export function journalText(entries: readonly JournalEntry[]): string {
  return entries.map(line).join("\n");
}

function line({ timeMs, identifier, unit, text }: JournalEntry): string {
  const time = new Date(timeMs).toISOString().slice(11, 19);
  const source = identifier || unit;
  return source === "" ? `${time} ${text}` : `${time} ${source}: ${text}`;
}
