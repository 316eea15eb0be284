import { stripVTControlCharacters } from "node:util";

const longestShown = 6_000;

/**
 * What programs printed, as a fenced Markdown block: bounded, without control characters.
 * @param file where all of it is, for whoever reads it
 */
export function fenced(text: string, limit = longestShown, file?: string): string {
  const { kept, left } = bounded(plain(text), limit);
  const where = file === undefined ? "" : `; all of it is in ${file}, which goes with the reply`;
  const longest = Math.max(2, ...(kept.match(/`+/g) ?? []).map((ticks) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${kept}\n${fence}${left > 0 ? `\n(${left} characters in the middle are left out${where}.)` : ""}`;
}

/** What programs printed and a block cannot show whole, as the text of a file; undefined if it can. */
export function tooLongToShow(text: string, limit = longestShown): string | undefined {
  const all = plain(text);
  return all.length > limit ? `${all}\n` : undefined;
}

/** A short text as inline code that its own backticks cannot leave. */
export function inlineCode(text: string, limit = 200): string {
  const line = plain(text).replace(/\s+/g, " ");
  const shown = line.length > limit ? `${line.slice(0, limit - 1)}…` : line;
  return shown.includes("`") ? `\`\` ${shown} \`\`` : `\`${shown}\``;
}

/** A sentence in plain text as Markdown: words that Markdown would read as its own become code; code stays. */
export function asMarkdown(sentence: string): string {
  return sentence
    .split(/`([^`\n]+)`/)
    .map((piece, index) => (index % 2 === 1 ? inlineCode(piece) : withoutMarks(piece)))
    .join("");
}

function withoutMarks(text: string): string {
  return text.replace(
    /(?<word>\S*[*_`[\]<>~]\S*?)(?<end>[.,;:!?]*)(?=\s|$)/g,
    (_, word: string, end: string) => `${inlineCode(word)}${end}`,
  );
}

// Terminals would obey escape sequences and other control characters; a chat only shows them as noise.
function plain(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/\r\n?/g, "\n")
    .replace(/[^\P{Cc}\n\t]/gu, "")
    .trimEnd();
}

// The end tells most, the beginning some: a third and two thirds.
function bounded(text: string, limit: number): { kept: string; left: number } {
  if (text.length <= limit) return { kept: text, left: 0 };
  const head = upToLineEnd(text.slice(0, Math.floor(limit / 3)));
  const tail = fromLineStart(text.slice(text.length - Math.floor((limit * 2) / 3)));
  return { kept: `${head}\n[…]\n${tail}`, left: text.length - head.length - tail.length };
}

// Where no line ends within reach the cut is between two characters, not between the halves of one.
function upToLineEnd(text: string): string {
  const end = text.lastIndexOf("\n");
  return end > text.length / 2 ? text.slice(0, end) : text.replace(/[\ud800-\udbff]$/, "");
}

function fromLineStart(text: string): string {
  const end = text.indexOf("\n");
  return end >= 0 && end < text.length / 2 ? text.slice(end + 1) : text.replace(/^[\udc00-\udfff]/, "");
}
