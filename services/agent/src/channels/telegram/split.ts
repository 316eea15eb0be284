import { renderBlocks } from "../markdown/render.ts";
import { concat, plain, type StyledText, slice } from "../markdown/styled.ts";

/** UTF-16 code units in one message, after entities are taken out (https://core.telegram.org/bots/api#sendmessage). */
export const longestMessage = 4096;
// Telegram drops entities beyond this number from a message (its limits page).
const mostEntities = 100;

/**
 * Markdown as the messages that carry it: at most 4096 units each, divided between blocks where possible. A block
 * that is too long is divided at line ends, a code block into several code blocks. At least one message.
 */
export function splitMarkdown(markdown: string, limit = longestMessage): StyledText[] {
  return joinBlocks(renderBlocks(markdown), limit);
}

/** Blocks as the messages that carry them. At least one message. */
export function joinBlocks(blocks: readonly StyledText[], limit = longestMessage): StyledText[] {
  const pieces = blocks.flatMap((block) => divide(block, limit));
  const messages: StyledText[] = [];
  for (const piece of pieces) {
    const last = messages.at(-1);
    const joined = last && concat([last, piece], "\n\n");
    if (joined && joined.text.length <= limit && joined.spans.length <= mostEntities) {
      messages[messages.length - 1] = joined;
    } else messages.push(piece);
  }
  return messages.length > 0 ? messages : [plain("(nothing)")];
}

function divide(block: StyledText, limit: number): StyledText[] {
  const pieces: StyledText[] = [];
  let rest = block;
  while (rest.text.length > limit || rest.spans.length > mostEntities) {
    const at = breakAt(rest.text, Math.min(limit, crowdedAt(rest)));
    pieces.push(slice(rest, 0, at));
    rest = slice(rest, rest.text[at] === "\n" ? at + 1 : at);
  }
  pieces.push(rest);
  return pieces.filter(({ text }) => text.trim() !== "");
}

// Where the first span stands that Telegram would drop; the end of the text if it drops none.
function crowdedAt({ text, spans }: StyledText): number {
  const offsets = spans.map(({ offset }) => offset).sort((a, b) => a - b);
  return Math.max(2, offsets[mostEntities] ?? text.length);
}

// The best place at or before the limit: a line end, a space, any place but the middle of a character.
function breakAt(text: string, limit: number): number {
  const lineEnd = text.lastIndexOf("\n", limit);
  if (lineEnd > limit / 4) return lineEnd;
  const space = text.lastIndexOf(" ", limit - 1);
  if (space > limit / 2) return space + 1;
  const code = text.charCodeAt(limit);
  return code >= 0xdc00 && code <= 0xdfff ? limit - 1 : limit;
}
