// Apostrophes within words ("dev's", "don't") quote nothing.
const quoted = /"[^"]*"|`[^`]*`|(?<![\p{L}\p{N}])'[^']*'(?![\p{L}\p{N}])|<[^<>]*>|\([^()]*\)/gu;

/** A text of the same length in which nothing that stands in quotes or brackets can be found. */
export function masked(text: string): string {
  return text.replace(quoted, (found) => "x".repeat(found.length));
}

/** Splits at a separator, but not within quotes or brackets. */
export function splitOutside(text: string, separator: RegExp): string[] {
  const parts: string[] = [];
  let start = 0;
  for (const match of masked(text).matchAll(separator)) {
    parts.push(text.slice(start, match.index));
    start = match.index + match[0].length;
  }
  return [...parts, text.slice(start)].map((part) => part.trim()).filter((part) => part !== "");
}
