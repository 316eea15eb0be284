import { afterVerb, allVerbs, runVerbs } from "../vocabulary/verbs.ts";
import { masked } from "./quotes.ts";

/**
 * The wishes of a message, in order: split at "and", "then", commas and ends of sentences, where a
 * verb follows. What stands in quotes stays whole, and so does a command that is to be run.
 */
export function clauses(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (const { from, to } of separators(masked(text))) {
    const part = text.slice(start, from);
    if (from < start || part.trim() === "" || !beginsWish(text.slice(to)) || isOpenCommand(part)) continue;
    parts.push(part);
    start = to;
  }
  return [...parts, text.slice(start)].map(trimmed).filter((part) => part !== "");
}

const separator =
  /\s*[,;.!?]*\s+(?:and then|and also|then|and|afterwards|after that|but first|but|plus|&|&&)\s+|\s*[,;.!?]\s+(?:(?:and|then|also|afterwards|after that|finally|next)[\s,]+)*|\s*\n\s*/gi;

function* separators(text: string) {
  for (const match of text.matchAll(separator))
    yield { from: match.index, to: match.index + match[0].length };
}

const lead = /^(?:(?:please|also|then|now|finally|afterwards|after that|next|can you|could you)[\s,]+)+/i;

function beginsWish(rest: string): boolean {
  const clause = rest.replace(lead, "");
  return afterVerb(clause, allVerbs) !== undefined || /^in \S+,? (?:run|execute|exec) /i.test(clause);
}

// The words of a command can look like anything; only "… in dev" ends one.
function isOpenCommand(part: string): boolean {
  const clause = trimmed(part);
  if (/^(?:in|on|inside) \S+$/i.test(clause)) return true;
  if (/^in \S+,? (?:run|execute|exec) /i.test(clause)) return true;
  const command = afterVerb(clause, runVerbs);
  if (command === undefined) return false;
  return !/\s(?:in|on|inside|within) (?:the |my )?(?:container |box )?[a-z][a-z0-9-]*(?: container| box)?$/i.test(
    command,
  );
}

function trimmed(part: string): string {
  return part
    .trim()
    .replace(lead, "")
    .replace(/[,;]+$/, "")
    .trim();
}
