import { badRequest, type Refused } from "./refused.ts";

/**
 * The text that is left when the marks of a parse mode are taken out.
 * Unbalanced marks are refused as the real server refuses them. Entities themselves are not kept.
 */
export const parseMarkup = (text: string, mode: string): string => {
  switch (mode.toLowerCase()) {
    case "html":
      return parseHtml(text);
    case "markdown":
      return parseMarkdown(text);
    case "markdownv2":
      return parseMarkdownV2(text);
    default:
      throw badRequest(`unsupported parse_mode`);
  }
};

const unparsable = (what: string): Refused => badRequest(`can't parse entities: ${what}`);
const byteOffset = (text: string, index: number): number => Buffer.byteLength(text.slice(0, index), "utf8");

const HTML_TAGS = new Set(
  "b strong i em u ins s strike del span tg-spoiler a tg-emoji tg-time code pre blockquote".split(" "),
);

const parseHtml = (text: string): string => {
  const open: string[] = [];
  let plain = "";
  let rest = 0;
  while (rest < text.length) {
    const at = text.indexOf("<", rest);
    if (at === -1) break;
    plain += text.slice(rest, at);
    const tag = /^<(\/?)([a-zA-Z][a-zA-Z0-9-]*)?((?:\s[^<>]*)?)>/.exec(text.slice(at));
    const name = tag?.[2]?.toLowerCase();
    if (tag === null || name === undefined)
      throw unparsable(`Unsupported start tag "" at byte offset ${byteOffset(text, at)}`);
    if (!HTML_TAGS.has(name))
      throw unparsable(`Unsupported start tag "${name}" at byte offset ${byteOffset(text, at)}`);
    if (tag[1] === "") open.push(name);
    else if (open.pop() !== name)
      throw unparsable(`Unmatched end tag at byte offset ${byteOffset(text, at)}`);
    rest = at + tag[0].length;
  }
  const unclosed = open.pop();
  if (unclosed !== undefined) throw unparsable(`Can't find end tag corresponding to start tag "${unclosed}"`);
  return (plain + text.slice(rest))
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
};

/** Takes the marks out of legacy Markdown, which knows no nesting. */
const parseMarkdown = (text: string): string => {
  let plain = "";
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === "\\" && "_*`[".includes(text.charAt(at + 1)) && at + 1 < text.length) {
      plain += text.charAt(at + 1);
      at += 2;
      continue;
    }
    const mark = text.startsWith("```", at) ? "```" : char;
    if (!["```", "`", "*", "_", "["].includes(mark)) {
      plain += char;
      at += 1;
      continue;
    }
    const end = text.indexOf(mark === "[" ? "]" : mark, at + mark.length);
    if (end === -1)
      throw unparsable(`Can't find end of the entity starting at byte offset ${byteOffset(text, at)}`);
    plain += text.slice(at + mark.length, end);
    at = end + mark.length;
    const link = mark === "[" ? /^\([^)]*\)/.exec(text.slice(at)) : null;
    at += link?.[0].length ?? 0;
  }
  return plain;
};

const RESERVED = "_*[]()~`>#+-=|{}.!";

/** Takes the marks out of MarkdownV2: nested marks, and everything reserved must be escaped. */
const parseMarkdownV2 = (text: string): string => {
  const open: { mark: string; at: number }[] = [];
  let plain = "";
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    const top = open.at(-1);
    const inCode = top?.mark === "`" || top?.mark === "```";
    if (char === "\\" && at + 1 < text.length && text.charCodeAt(at + 1) < 127) {
      plain += text.charAt(at + 1);
      at += 2;
      continue;
    }
    const mark = ["```", "`", "__", "_", "*", "~", "||"].find((each) => text.startsWith(each, at));
    if (mark !== undefined && (!inCode || mark === top?.mark)) {
      if (top?.mark === mark) open.pop();
      else open.push({ mark, at });
      at += mark.length;
      continue;
    }
    const link = !inCode && char === "[" ? /^\[([^\]]*)\]\([^)]+\)/.exec(text.slice(at)) : null;
    if (link !== null) {
      plain += link[1] ?? "";
      at += link[0].length;
      continue;
    }
    if (!inCode && RESERVED.includes(char) && !(char === ">" && (at === 0 || text.charAt(at - 1) === "\n")))
      throw unparsable(`Character '${char}' is reserved and must be escaped with the preceding '\\'`);
    plain += char;
    at += 1;
  }
  const unclosed = open.pop();
  if (unclosed !== undefined)
    throw unparsable(`Can't find end of the entity starting at byte offset ${byteOffset(text, unclosed.at)}`);
  return plain;
};
