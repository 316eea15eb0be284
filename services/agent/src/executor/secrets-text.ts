import type { Secret } from "@voxnix/protocol";
import { agoText, listText } from "./words.ts";

/** The names of secrets as a Markdown list; their values are nowhere to be read. */
export function secretsText(secrets: readonly Secret[], now: number = Date.now()): string {
  if (secrets.length === 0) return "You have no secrets set.";
  return secrets
    .map(({ name, setMs, usedBy }) => {
      const used = usedBy.length > 0 ? `used by ${listText(usedBy.map((one) => `**${one}**`))}` : "not used";
      return `- \`${name}\`: set ${agoText(setMs, now)}, ${used}`;
    })
    .join("\n");
}
