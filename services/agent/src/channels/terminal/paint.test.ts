import { expect, test } from "vitest";
import { paintMarkdown } from "./paint.ts";

const narrow = { colours: false, columns: 30 };

test("what goes on of a list's item stands under its words", () => {
  const markdown =
    "- one two three four five six seven\n  - eight nine ten eleven twelve\n\n1. alpha beta gamma delta epsilon";
  expect(paintMarkdown(markdown, narrow, "  ")).toBe(
    [
      "  • one two three four five",
      "    six seven",
      "     • eight nine ten eleven",
      "       twelve",
      "",
      "  1. alpha beta gamma delta",
      "     epsilon",
    ].join("\n"),
  );
});

test("a line is measured as it looks: wide letters take two places", () => {
  const lines = paintMarkdown("容器 ".repeat(20).trim(), narrow, "").split("\n");
  expect(lines[0]).toBe("容器 容器 容器 容器 容器 容器");
});

test("styles stay at their words when a line is broken before them", () => {
  const painted = paintMarkdown(
    "- one two three four five **six seven** eight",
    { colours: true, columns: 30 },
    "",
  );
  expect(painted).toBe("• one two three four five \u001b[1msix\n  seven\u001b[22m eight");
});

test("code is not wrapped", () => {
  const line = "x".repeat(20).concat(" ", "y".repeat(40));
  expect(paintMarkdown(`\`\`\`\n${line}\n\`\`\``, narrow, "  ")).toBe(`    ${line}`);
});
