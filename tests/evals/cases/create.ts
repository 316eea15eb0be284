import { asks, calls, type EvalCase, either } from "../case.ts";

const create = (name: string | RegExp, modules: string[], packages?: string[]) =>
  [
    "create_container",
    {
      name,
      ...(modules.length > 0 && { modules: modules.map((module) => ({ name: module })) }),
      ...(packages && { packages }),
    },
  ] as const;

/** New containers. */
export const creations: readonly EvalCase[] = [
  {
    say: "make me a dev box with git, fish and ripgrep",
    world: "none",
    expect: calls(create("dev", ["git", "fish"], ["ripgrep"])),
  },
  {
    say: "Hey! Could you please set up a container called lab with git?",
    expect: calls(create("lab", ["git"])),
  },
  { say: "i need a box with htop and jq for testing", expect: calls(create("testing", [], ["htop", "jq"])) },
  {
    say: "new container db with postgres on port 5433",
    expect: calls([
      "create_container",
      { name: "db", modules: [{ name: "postgres", settings: { port: 5433 } }] },
    ]),
  },
  {
    say: "make a box named lab with git as Ada Lovelace <ada@example.org> and fish",
    expect: calls([
      "create_container",
      {
        name: "lab",
        modules: [
          { name: "git", settings: { userName: "Ada Lovelace", userEmail: "ada@example.org" } },
          { name: "fish" },
        ],
      },
    ]),
  },
  {
    say: "spin up a plain container named tiny, and it should not start automatically",
    expect: calls(["create_container", { name: "tiny", autostart: false }]),
  },
  {
    say: "make a container named development-machine with git",
    expect: either([create(/^[a-z][a-z0-9-]{0,10}$/, ["git"])], /11|\?/),
  },
  {
    say: "I'd like a little playground where I can try fish",
    expect: either([create(/./, ["fish"])]),
    beyondOffline: true,
  },
  {
    say: "my daughter starts learning python tomorrow, prepare something she can work in",
    expect: either([create(/./, [], ["python3"])], /python/i),
  },
  {
    say: "make me two boxes, red and blue, both with git",
    expect: calls(create("red", ["git"]), create("blue", ["git"])),
    beyondOffline: true,
  },
  { say: "create dev with postgres", expect: either([["create_container", { name: "dev" }]], /dev/) },
  { say: "make me a box with a nice editor", expect: asks },
];
