import { type StyledText, styled } from "../markdown/styled.ts";

// The end tells most, the beginning some. In UTF-16 code units.
const headLength = 600;
const tailLength = 2_000;

/** The beginning and the end of a long code block, cut at line ends, with a line between that counts the rest. */
export function excerptOf({ text, spans }: StyledText): StyledText {
  const lines = text.split("\n");
  const head = fitting(lines, headLength);
  const tail = fitting(lines.slice(head.length).reverse(), tailLength).reverse();
  const left = lines.length - head.length - tail.length;
  const kept = [...head, `… (${left} ${left === 1 ? "line" : "lines"} left out here) …`, ...tail].join("\n");
  const language = spans[0]?.language;
  return styled({ text: kept, spans: [] }, { type: "pre", ...(language === undefined ? {} : { language }) });
}

function fitting(lines: readonly string[], room: number): string[] {
  let used = 0;
  const end = lines.findIndex((line) => {
    used += line.length + 1;
    return used > room;
  });
  return end < 0 ? [...lines] : lines.slice(0, end);
}
