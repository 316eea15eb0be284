import { describe, expect, it } from "vitest";
import { render } from "./render.ts";

/** The styled stretches, e.g. "bold:word". */
const spans = (markdown: string) => {
  const { text, spans } = render(markdown);
  return spans.map(({ type, offset, length }) => `${type}:${text.slice(offset, offset + length)}`);
};
const text = (markdown: string) => render(markdown).text;

describe("Markdown becomes text with styles beside it:", () => {
  it("bold, italic, struck, code", () => {
    expect(text("**a** _b_ ~~c~~ `d`")).toBe("a b c d");
    expect(spans("**a** _b_ ~~c~~ `d`")).toEqual(["bold:a", "italic:b", "strikethrough:c", "code:d"]);
  });

  it("styles within styles", () => {
    expect(spans("**a _b_ `c`**")).toEqual(["bold:a b c", "italic:b", "code:c"]);
  });

  it("offsets that count an emoji as two", () => {
    expect(render("✅🎉 **dev**").spans).toEqual([{ type: "bold", offset: 4, length: 3 }]);
  });

  it("code blocks with their language, their marks untouched", () => {
    const { text, spans } = render("```sh\necho *a* <b> &amp;\n\nls\n```");
    expect(text).toBe("echo *a* <b> &amp;\n\nls");
    expect(spans).toEqual([{ type: "pre", offset: 0, length: text.length, language: "sh" }]);
  });

  it("headings as bold lines, a blank line between blocks", () => {
    expect(text("# One\ntwo\n\nthree")).toBe("One\n\ntwo\n\nthree");
    expect(spans("# One\ntwo")).toEqual(["bold:One"]);
  });

  it("lists, numbered from where they begin, nested by indent", () => {
    expect(text("- a\n- b\n  - c\n")).toBe("• a\n• b\n   • c");
    expect(text("3. a\n4. b")).toBe("3. a\n4. b");
    expect(text("- [x] a\n- [ ] b")).toBe("☑ a\n☐ b");
  });

  it("a mail address as what it is: Telegram takes no link to one", () => {
    expect(render("carry ada@example.org")).toEqual({ text: "carry ada@example.org", spans: [] });
  });

  it("links, and the address where a link would be refused", () => {
    expect(render("[docs](https://x.org/y)").spans).toEqual([
      { type: "text_link", offset: 0, length: 4, url: "https://x.org/y" },
    ]);
    expect(text("[file](/etc/x)")).toBe("file (/etc/x)");
    expect(text("https://x.org")).toBe("https://x.org");
  });

  it("tables as columns", () => {
    expect(text("| name | state |\n|---|---|\n| dev | running |")).toBe(
      "name  state\n----  -------\ndev   running",
    );
  });

  it("quotes", () => {
    expect(spans("> said **so**")).toEqual(["blockquote:said so", "bold:so"]);
  });
});

describe("what is no Markdown stays as it was written:", () => {
  it.each([
    ["a_b_c and 2*3*4", "a_b_c and 234"],
    ["<b>html</b> & co", "<b>html</b> & co"],
    ["1 < 2 &amp; 3 > 2", "1 < 2 & 3 > 2"],
    ["*unfinished", "*unfinished"],
    ["\\*escaped\\*", "*escaped*"],
    ["$(reboot) `", "$(reboot) `"],
  ])("%j", (markdown, shown) => {
    expect(text(markdown)).toBe(shown);
  });

  it("nothing at all", () => {
    expect(render("")).toEqual({ text: "", spans: [] });
  });
});
