import { lexer, type Token, type Tokens } from "marked";
import { printable } from "../printable.ts";
import { concat, plain, type StyledText, styled } from "./styled.ts";

/**
 * Markdown as blocks of styled text, to be joined by a blank line. Tables become aligned columns, HTML and
 * whatever else a chat cannot show stays as it was written: nothing that was said is lost but control characters.
 */
export function renderBlocks(markdown: string): StyledText[] {
  return lexer(printable(markdown))
    .filter(({ type }) => type !== "space" && type !== "def")
    .map(block)
    .filter(({ text }) => text.trim() !== "");
}

/** Markdown as one styled text. */
export function render(markdown: string): StyledText {
  return concat(renderBlocks(markdown), "\n\n");
}

function block(token: Token): StyledText {
  switch (token.type) {
    case "heading":
      return styled(inlines(token.tokens), { type: "bold" });
    case "code":
      return codeBlock(token.text, token.lang);
    case "blockquote":
      return styled(concat((token.tokens ?? []).filter(isSolid).map(block), "\n"), { type: "blockquote" });
    case "list":
      return isList(token) ? list(token, "") : plain(token.raw);
    case "table":
      return isTable(token) ? codeBlock(columns(token), undefined) : plain(token.raw);
    case "hr":
      return plain("———");
    case "paragraph":
    case "text":
      return token.tokens ? inlines(token.tokens) : plain(unescaped(token.raw));
    default:
      return plain(token.raw.trimEnd());
  }
}

function codeBlock(text: string, fence: string | undefined): StyledText {
  const language = fence?.trim().split(/\s/)[0];
  return styled(plain(text.replace(/^\n+/, "")), { type: "pre", ...(language ? { language } : {}) });
}

function list(token: Tokens.List, indent: string): StyledText {
  const first = typeof token.start === "number" ? token.start : 1;
  const lines = token.items.map((item, index) => {
    const mark = item.task ? (item.checked ? "☑" : "☐") : token.ordered ? `${first + index}.` : "•";
    const parts = item.tokens
      .filter((part) => isSolid(part) && part.type !== "checkbox")
      .map((part) => (isList(part) ? list(part, `${indent}   `) : block(part)));
    return concat([plain(`${indent}${mark} `), concat(parts, "\n")]);
  });
  return concat(lines, "\n");
}

function inlines(tokens: readonly Token[] | undefined): StyledText {
  return concat((tokens ?? []).map(inline));
}

function inline(token: Token): StyledText {
  switch (token.type) {
    case "strong":
      return styled(inlines(token.tokens), { type: "bold" });
    case "em":
      return styled(inlines(token.tokens), { type: "italic" });
    case "del":
      return styled(inlines(token.tokens), { type: "strikethrough" });
    case "codespan":
      return styled(plain(token.text), { type: "code" });
    case "br":
      return plain("\n");
    case "link":
      return link(inlines(token.tokens), String(token.href));
    case "image":
      return link(plain(token.text || String(token.href)), String(token.href));
    case "escape":
      return plain(token.text);
    case "text":
      return token.tokens ? inlines(token.tokens) : plain(unescaped(token.raw));
    default:
      return plain(token.raw);
  }
}

// Telegram refuses links that are no web addresses; their target is shown instead.
function link(label: StyledText, url: string): StyledText {
  if (label.text === url || `mailto:${label.text}` === url) return label;
  if (/^(https?|tg):/.test(url)) return styled(label, { type: "text_link", url });
  return concat([label, plain(` (${url})`)]);
}

// marked leaves character references in text as they are; these are the ones that models write.
const references: Record<string, string> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&nbsp;": " ",
};
function unescaped(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (reference) => references[reference] ?? reference);
}

function columns({ header, rows }: Tokens.Table): string {
  const cells = [header, ...rows].map((row) => row.map((cell) => inlines(cell.tokens).text));
  const widths = header.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const lines = cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  lines.splice(1, 0, widths.map((width) => "-".repeat(width)).join("  "));
  return lines.join("\n");
}

function isSolid(token: Token): boolean {
  return token.type !== "space";
}

function isList(token: Token): token is Tokens.List {
  return token.type === "list" && "items" in token;
}

function isTable(token: Token): token is Tokens.Table {
  return token.type === "table" && "rows" in token;
}
