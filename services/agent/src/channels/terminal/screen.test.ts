import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { Screen } from "./screen.ts";

test("a tool call is shown by what it is given, without empty lists and brackets", () => {
  const output = new PassThrough().setEncoding("utf8");
  const screen = new Screen({ output, live: false, echo: false, colours: false, columns: 80 });
  const call = { type: "tool-call", turn: "t", call: "c", tool: "create_container" } as const;
  screen.show({ ...call, arguments: { name: "box", modules: [] } });
  const git = { name: "git", settings: { userName: "Ada Lovelace", defaultBranch: "main" } };
  screen.show({ ...call, arguments: { name: "dev", modules: [git, { name: "fish" }], autostart: false } });
  expect(output.read()).toBe(
    "  → create_container name: box\n  → create_container name: dev, modules: git (userName=Ada Lovelace, defaultBranch=main) fish, autostart: false\n",
  );
});
