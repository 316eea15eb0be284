import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isReadOnly } from "./index.ts";

let repository: string;
const ran = () => existsSync(join(repository, "ran"));
const environment = { PATH: process.env.PATH, HOME: "/nowhere", GIT_CONFIG_NOSYSTEM: "1" };

// What somebody could leave in a folder that looks like any other repository.
beforeAll(() => {
  repository = mkdtempSync(join(tmpdir(), "voxnix-git-"));
  const git = (...args: string[]) => execFileSync("git", ["-C", repository, ...args], { env: environment });
  git("init", "-q", "-b", "main");
  writeFileSync(join(repository, "file"), "one\n");
  git("add", ".");
  git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "one");
  git("tag", "v1");
  writeFileSync(join(repository, "file"), "two\n");
  writeFileSync(join(repository, ".gitattributes"), "* diff=x filter=x\n");
  const program = join(repository, "program");
  writeFileSync(program, `#!/bin/sh\ntouch ${join(repository, "ran")}\n`, { mode: 0o755 });
  const settings = [
    ...["core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "diff.external", "gpg.program"],
    ...["diff.x.textconv", "filter.x.clean", "filter.x.smudge", "credential.helper", "alias.st"],
    ...["pager.branch", "pager.tag", "pager.config", "core.alternateRefsCommand", "interactive.diffFilter"],
  ];
  for (const setting of settings) git("config", setting, program);
  git("config", "log.showSignature", "true");
});
afterAll(() => rmSync(repository, { recursive: true }));

test.each([
  ...["git --version", "git rev-parse --abbrev-ref HEAD", "git branch -av", "git branch --show-current"],
  ...["git tag -ln", "git remote -v", "git config --list", "git config --get core.pager"],
])("%s is run unasked, and runs nothing that a repository names", (line) => {
  expect(isReadOnly(line, undefined)).toBe(true);
  const { status } = spawnSync("sh", ["-c", line], { cwd: repository, env: environment });
  expect(status).toBe(0);
  expect(ran()).toBe(false);
});

test.each(["git status", "git diff", "git log", "git show", "git blame file"])("%s is asked for", (line) => {
  expect(isReadOnly(line, undefined)).toBe(false);
});

test("what is asked for would run what the repository names", () => {
  spawnSync("git", ["status"], { cwd: repository, env: environment });
  expect(ran()).toBe(true);
});
