import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { chapter, checkout, dryRun, just, page, recipes, splitPage } from "./recipes.ts";

const all = await recipes();

describe("every recipe", () => {
  it.each(Object.keys(all))("%s says in a dry run what it would do, and does nothing", async (name) => {
    const recipe = all[name];
    if (recipe === undefined) throw new Error(`no recipe ${name}`);
    expect(recipe.doc).not.toBe(null);
    const { exitCode, text } = await dryRun(name, recipe);
    expect(exitCode).toBe(0);
    expect(text).not.toBe("");
  });

  it("is in docs/operations.md with what it does and what it runs", async () => {
    const written = splitPage(readFileSync(page, "utf8")).chapter;
    expect(written, "run `node tests/host/recipes.ts`").toBe(await chapter());
  });

  it("that destroys something asks before it does, and names what", async () => {
    for (const name of ["provision", "deploy", "rollback"]) {
      const recipe = all[name];
      if (recipe === undefined) throw new Error(`no recipe ${name}`);
      const lines = (await dryRun(name, recipe)).text.split("\n");
      const asks = lines.findIndex((line) => line.includes("ask.sh '192.168.1.20'"));
      const acts = lines.findIndex((line) => /install\.sh|switch\.sh|on-host\.sh/.test(line));
      expect(asks).toBeGreaterThanOrEqual(0);
      expect(asks).toBeLessThan(acts);
    }
  });
});

it("the documentation names no recipe that there is not", () => {
  const texts = readdirSync(join(checkout, "docs")).filter((name) => name.endsWith(".md"));
  const pages = texts.map((name) => join(checkout, "docs", name));
  const unknown = [join(checkout, "README.md"), join(checkout, "AGENTS.md"), ...pages].flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/(?:`|^|\n)just (?:host=\S+ )?([a-z][a-z-]*)/g)]
      .map(([, name = ""]) => name)
      .filter((name) => !(name in all))
      .map((name) => `${file}: just ${name}`),
  );
  expect(unknown).toEqual([]);
});

describe("a question before something that cannot be taken back", () => {
  const ask = join(checkout, "nix/appliance/admin/ask.sh");
  /** Runs it on a terminal of its own (script(1)) where somebody types an answer. */
  const answered = (answer: string) =>
    execa(
      "script",
      ["--quiet", "--return", "--command", `${ask} 192.168.1.20 "This erases it."`, "/dev/null"],
      {
        input: `${answer}\n`,
        reject: false,
        timeout: 20_000,
      },
    );

  it("goes on when the target's name is typed", async () => {
    const { exitCode, stdout } = await answered("192.168.1.20");
    expect(stdout).toContain("This erases it.");
    expect(exitCode).toBe(0);
  });

  it.each(["yes", "", "192.168.1.2"])("stops at %j", async (answer) => {
    const { exitCode, stdout } = await answered(answer);
    expect(stdout).toContain("nothing was done");
    expect(exitCode).toBe(1);
  });

  it("stops where nobody can answer", async () => {
    const { exitCode, stderr } = await execa("setsid", ["--wait", ask, "192.168.1.20", "This erases it."], {
      stdin: "ignore",
      reject: false,
    });
    expect(stderr).toContain("Nobody is here to ask");
    expect(exitCode).toBe(1);
  });
});

describe("a recipe for a host", () => {
  it("asks which, when none is named", async () => {
    const { exitCode, stderr } = await just("status");
    expect(stderr).toMatch(/Which host\? just host=192\.168\.1\.20/);
    expect(exitCode).not.toBe(0);
  });

  it("hands its words over unbroken, through ssh and sudo", async () => {
    // An ssh that does what the other end's would: one line for its shell.
    const programs = mkdtempSync(join(tmpdir(), "voxnix-ssh-"));
    const program = (name: string, text: string) =>
      writeFileSync(join(programs, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    program("ssh", '[ "$1" = ada@box ] && shift 2 && exec sh -c "$*"');
    program("sudo", 'shift; exec "$@"');
    const words = ["a  b", "it's", "$HOME", "", "--", "x;y"];
    const { stdout } = await execa(
      join(checkout, "nix/appliance/admin/on-host.sh"),
      ["ada@box", "printf", "<%s>", ...words],
      { stdin: "ignore", env: { PATH: `${programs}:${process.env.PATH}` } },
    );
    rmSync(programs, { recursive: true });
    expect(stdout).toBe(words.map((word) => `<${word}>`).join(""));
  });
});
