import { describe, expect, it } from "vitest";
import { splitMarkdown } from "./split.ts";

const words = (text: string) => text.replaceAll(/\s+/g, "");
const all = (markdown: string, limit?: number) => splitMarkdown(markdown, limit);

describe("a long message", () => {
  it("is divided between its blocks", () => {
    const paragraphs = Array.from({ length: 10 }, (_, n) => `${n} ${"word ".repeat(15).trim()}`);
    const parts = all(paragraphs.join("\n\n"), 200);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.every(({ text }) => text.length <= 200)).toBe(true);
    expect(parts.flatMap(({ text }) => text.split("\n\n"))).toEqual(paragraphs);
  });

  it("keeps a code block whole where it fits a message of its own", () => {
    const code = `\`\`\`sh\n${"echo hello\n".repeat(12)}\`\`\``;
    const parts = all(`${"before ".repeat(20)}\n\n${code}\n\nafter`, 200);
    const withCode = parts.filter(({ spans }) => spans.some(({ type }) => type === "pre"));
    expect(withCode).toHaveLength(1);
    expect(withCode[0]?.text).toContain("echo hello\n".repeat(11));
  });

  it("divides a code block that is too long at line ends, each part a code block of its language", () => {
    const lines = Array.from({ length: 3_000 }, (_, n) => String(n + 1));
    const parts = all(`\`\`\`log\n${lines.join("\n")}\n\`\`\``);
    expect(parts.length).toBeGreaterThan(2);
    for (const { text, spans } of parts) {
      expect(text.length).toBeLessThanOrEqual(4096);
      expect(spans).toEqual([{ type: "pre", offset: 0, length: text.length, language: "log" }]);
    }
    expect(parts.flatMap(({ text }) => text.split("\n"))).toEqual(lines);
  });

  it("is never cut inside a character", () => {
    const emoji = "😀".repeat(5_000);
    const parts = all(emoji);
    expect(parts.map(({ text }) => text).join("")).toBe(emoji);
    for (const { text } of parts) expect(text.isWellFormed()).toBe(true);
  });

  it("loses no word, and no style", () => {
    const sentence = "some **bold words** and `code` ";
    const parts = all(sentence.repeat(400));
    expect(words(parts.map(({ text }) => text).join(""))).toBe(
      words("some bold words and code ".repeat(400)),
    );
    for (const { text, spans } of parts) {
      expect(spans.length).toBeLessThanOrEqual(100 * 4);
      for (const { offset, length } of spans) expect(offset + length).toBeLessThanOrEqual(text.length);
    }
  });
});

it("a short message is one", () => {
  expect(all("**hi**")).toEqual([{ text: "hi", spans: [{ type: "bold", offset: 0, length: 2 }] }]);
});

it("no text at all is still a message: Telegram takes no empty one", () => {
  expect(all("  \n")).toEqual([{ text: "(nothing)", spans: [] }]);
});
