import fc from "fast-check";
import { expect, test } from "vitest";
import { splitMarkdown } from "./split.ts";

const piece = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: "grapheme" }),
  fc.constantFrom(
    "```sh\n",
    "```\n",
    "**",
    "_",
    "`",
    "[a](http://b)",
    "| a | b |\n|---|---|\n",
    "- ",
    "1. ",
    "> ",
    "# ",
    "\n\n",
    "<b>",
    "&lt;",
    "😀",
    "\\",
    "x".repeat(90),
  ),
);
const markdown = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(""));

test("whatever is said becomes messages that Telegram takes: short enough, not empty, whole characters, spans inside", () => {
  fc.assert(
    fc.property(markdown, fc.integer({ min: 40, max: 400 }), (text, limit) => {
      const messages = splitMarkdown(text, limit);
      expect(messages.length).toBeGreaterThan(0);
      for (const { text: said, spans } of messages) {
        expect(said.length).toBeLessThanOrEqual(limit);
        expect(said.trim()).not.toBe("");
        if (text.isWellFormed()) expect(said.isWellFormed()).toBe(true);
        expect(spans.length).toBeLessThanOrEqual(100);
        for (const { offset, length } of spans) {
          expect(offset).toBeGreaterThanOrEqual(0);
          expect(length).toBeGreaterThan(0);
          expect(offset + length).toBeLessThanOrEqual(said.length);
        }
      }
    }),
    { numRuns: 1_000 },
  );
});

test("a plain text without marks loses no letter, however it is divided", () => {
  const words = fc.array(fc.string({ unit: fc.constantFrom(..."abcdü😀"), minLength: 1 }), {
    minLength: 1,
    maxLength: 80,
  });
  fc.assert(
    fc.property(words, fc.integer({ min: 20, max: 100 }), (each, limit) => {
      const letters = (text: string) => text.replaceAll(/\s/g, "");
      const said = splitMarkdown(each.join(" "), limit).map(({ text }) => text);
      expect(letters(said.join(""))).toBe(letters(each.join(" ")));
    }),
    { numRuns: 500 },
  );
});
