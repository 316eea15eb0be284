import stringWidth from "string-width";
import { renderBlocks } from "../markdown/render.ts";
import type { Span, Style, StyledText } from "../markdown/styled.ts";

/** How text is drawn on this output. */
export interface Look {
  readonly colours: boolean;
  /** Characters in a line. */
  readonly columns: number;
}

// ECMA-48 "select graphic rendition": how a style begins and ends.
const codes: Record<Style, readonly [on: number, off: number]> = {
  bold: [1, 22],
  italic: [3, 23],
  strikethrough: [9, 29],
  code: [36, 39],
  pre: [36, 39],
  text_link: [4, 24],
  blockquote: [2, 22],
};

/** Markdown for a terminal: wrapped at words, indented, with colours where they are welcome. */
export function paintMarkdown(markdown: string, look: Look, indent: string): string {
  const width = Math.max(20, Math.min(look.columns, 100) - indent.length);
  return renderBlocks(markdown)
    .map((block) => {
      const kind = block.spans[0]?.type;
      const margin = kind === "pre" ? "  " : kind === "blockquote" ? "│ " : "";
      const shown = kind === "pre" ? block : wrap(block, width - margin.length);
      return paint(shown, look.colours).replace(/^(?=.)/gm, indent + margin);
    })
    .join("\n\n");
}

/** Text in a colour, if colours are welcome. */
export function tint(text: string, tone: "dim" | "green" | "red" | "cyan" | "bold", look: Look): string {
  if (!look.colours) return text;
  const [on, off] = { dim: [2, 22], green: [32, 39], red: [31, 39], cyan: [36, 39], bold: [1, 22] }[tone];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}

// Turns the spaces at which a line is full into line ends; what goes on of a list's item stands under its words.
function wrap({ text, spans }: StyledText, width: number): StyledText {
  const lines = text.split("\n").map((line) => wrapLine(line, width));
  // Where each unit of the text stands now.
  const moved: number[] = [];
  let wrapped = "";
  for (const [index, pieces] of lines.entries()) {
    if (index > 0) {
      moved.push(wrapped.length);
      wrapped += "\n";
    }
    for (const { hang, words, broken } of pieces) {
      if (broken) {
        moved.push(wrapped.length);
        wrapped += `\n${hang}`;
      }
      for (let at = 0; at < words.length; at++) moved.push(wrapped.length + at);
      wrapped += words;
    }
  }
  moved.push(wrapped.length);
  return {
    text: wrapped,
    spans: spans.map((span) => {
      const offset = moved[span.offset] ?? 0;
      return { ...span, offset, length: (moved[span.offset + span.length] ?? 0) - offset };
    }),
  };
}

// A line as the pieces that fit; between two of them a space is lost.
function wrapLine(line: string, width: number) {
  const lead = /^\s*(?:[•☑☐] |\d+\. )?/.exec(line)?.[0] ?? "";
  const hang = " ".repeat(stringWidth(lead));
  const pieces = [{ hang: "", words: "", broken: false }];
  let used = 0;
  for (const [index, word] of line.slice(lead.length).split(" ").entries()) {
    const piece = pieces.at(-1);
    if (piece === undefined) break;
    const first = index === 0;
    const space = stringWidth(word) + (first ? hang.length : 1);
    if (!first && used + space > width) {
      pieces.push({ hang, words: word, broken: true });
      used = hang.length + stringWidth(word);
    } else {
      piece.words += first ? lead + word : ` ${word}`;
      used += space;
    }
  }
  return pieces;
}

function paint({ text, spans }: StyledText, colours: boolean): string {
  const marks = spans.flatMap((span) => [
    { at: span.offset, mark: opening(span, colours), closes: false },
    { at: span.offset + span.length, mark: closing(span, colours), closes: true },
  ]);
  // At one place what ends comes before what begins; inner spans end before outer ones.
  marks.sort((a, b) => a.at - b.at || Number(b.closes) - Number(a.closes));
  let painted = "";
  let done = 0;
  for (const { at, mark } of marks) {
    painted += text.slice(done, at) + mark;
    done = at;
  }
  return painted + text.slice(done);
}

function opening({ type }: Span, colours: boolean): string {
  if (colours) return `\u001b[${codes[type][0]}m`;
  return type === "code" ? "`" : "";
}

function closing({ type, url }: Span, colours: boolean): string {
  const target = type === "text_link" && url !== undefined ? ` (${url})` : "";
  if (colours) return `\u001b[${codes[type][1]}m${target}`;
  return type === "code" ? "`" : target;
}
