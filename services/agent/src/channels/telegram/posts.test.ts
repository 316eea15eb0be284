import { describe, expect, it } from "vitest";
import { postsOf } from "./posts.ts";

const lines = (many: number) => Array.from({ length: many }, (_, n) => `line ${n + 1} 😀`).join("\n");
const code = (text: string, language = "") => `\`\`\`${language}\n${text}\n\`\`\``;
const shape = (markdown: string, files = [{ name: "x.txt", text: "x" }].slice(1), buttons = false) =>
  postsOf(markdown, files, buttons).map((post) => (post.kind === "file" ? post.file.name : "message"));

describe("what is said becomes", () => {
  it("one message, if it fits", () => {
    expect(shape("**hello**")).toEqual(["message"]);
  });

  it("several messages, if it is long", () => {
    expect(shape(code(lines(500)))).toEqual(["message", "message"]);
  });

  it("a message with the beginning and the end, and a file with all, if it is a long log", () => {
    const [message, file] = postsOf(
      `The log of **dev**:\n${code(lines(3_000), "log")}\n\nAsk for more.`,
      [],
      false,
    );
    expect(file).toEqual({ kind: "file", file: { name: "log.txt", text: `${lines(3_000)}\n` } });
    if (message?.kind !== "message") throw new Error("no message");
    expect(message.text.text).toMatch(/^The log of dev:\n\nline 1 😀\n/);
    expect(message.text.text).toMatch(/line 3000 😀\n\nAll of it is in log.txt.\n\nAsk for more.$/);
    expect(message.text.text).toMatch(/… \(2\d\d\d lines left out here\) …/);
    expect(message.text.spans.map(({ type }) => type)).toEqual(["bold", "pre"]);
  });

  it("a file as a whole, if it is a book", () => {
    const book = Array.from({ length: 100 }, (_, n) => `Chapter ${n}\n\n${"word ".repeat(100)}`).join("\n\n");
    expect(shape(book)).toEqual(["message", "message", "message", "reply.md"]);
    expect(postsOf(book, [], false).at(-1)).toMatchObject({ file: { text: `${book}\n` } });
  });

  it("a file for a line without end", () => {
    const [message, file] = postsOf(code("x".repeat(9_000)), [], false);
    expect(message).toMatchObject({
      kind: "message",
      text: { text: expect.stringMatching(/1 line left out/) },
    });
    expect(file).toMatchObject({ file: { name: "output.txt", text: `${"x".repeat(9_000)}\n` } });
  });
});

it("a question is not lost in a book: it stays with its buttons", () => {
  const book = Array.from({ length: 100 }, (_, n) => `Chapter ${n}\n\n${"word ".repeat(100)}`).join("\n\n");
  const posts = postsOf(`${book}\n\nDestroy **dev**?`, [], true);
  expect(posts.at(-1)).toMatchObject({ text: { text: expect.stringMatching(/Destroy dev\?$/) } });
  expect(posts.length).toBeLessThan(7);
});

describe("files", () => {
  const given = [{ name: "journal.txt", text: "all of it" }];

  it("come behind the words", () => {
    expect(shape("There:", given)).toEqual(["message", "journal.txt"]);
  });

  it("come before the words that have buttons, which stay at the end", () => {
    expect(shape("Sure?", given, true)).toEqual(["journal.txt", "message"]);
    expect(shape(code(lines(3_000)), [], true)).toEqual(["output.txt", "message"]);
  });
});

it("no message is longer than Telegram takes, whatever is said", () => {
  const said = `${"# A\n\n> q **b** ".repeat(300)}\n\n${code(lines(1_200))}\n\n${"- item `x`\n".repeat(400)}`;
  for (const post of postsOf(said, [], true)) {
    if (post.kind !== "message") continue;
    expect(post.text.text.length).toBeLessThanOrEqual(4096);
    expect(post.text.spans.length).toBeLessThanOrEqual(100);
    expect(post.text.text.isWellFormed()).toBe(true);
  }
});
