import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { useFakeModelWith, useOfflineModel } from "../harness/agent.ts";
import { newOwner, openDoors } from "../harness/executor.ts";
import { withTestModules } from "../harness/library.ts";
import { expectNoModelViolations, scriptModel } from "../harness/model.ts";
import { openTerminal, type Terminal } from "../harness/terminal.ts";

const { tenant } = openDoors();
withTestModules();
const call = (tool: string, args: object = {}) => ({
  calls: [{ tool, arguments: { name: "dev", ...args } }],
});

let terminal: Terminal;
beforeAll(async () => {
  await useFakeModelWith({});
  terminal = await openTerminal(newOwner("update").replace(":", "-"));
});
afterEach(expectNoModelViolations);
afterAll(async () => {
  terminal.close();
  await useOfflineModel();
});

const dev = () => tenant.containers.Get({ owner: terminal.owner, name: "dev" });

/** Says something to a model that makes one call of it, and tells what the tool answered. */
async function wish(
  text: string,
  tool: string,
  args: object = {},
): Promise<{ reply: string; answer: string }> {
  await scriptModel([
    { user: text, reply: call(tool, args) },
    { result: "", reply: { text: "So it is." } },
  ]);
  const { reply, lines } = await terminal.say(text);
  return { reply, answer: lines.find(({ type }) => type === "tool-answer")?.text ?? "" };
}

/** Says yes to what was asked. */
async function yes(): Promise<string> {
  const { lines } = await terminal.say("yes");
  return lines.find(({ type }) => type === "tool-answer")?.text ?? "";
}

describe("a container by chat", () => {
  it("gets another package in place, named with its version, and goes on running with its files", async () => {
    await wish("make dev", "create_container", {
      modules: [{ name: "git" }, { name: "workspace" }],
      packages: ["jq"],
    });
    await wish("write a file", "run_command", { command: "echo mine > /workspace/note" });
    await yes();
    const before = await dev();
    const { answer } = await wish("add ripgrep to dev", "update_container", { add_packages: ["ripgrep"] });
    expect(answer).toMatch(/Changed: brings ripgrep \d+\.\d+\.\d+.*\(generation 2; it went on running\)\./);
    expect(await dev()).toMatchObject({
      sinceMs: before.sinceMs,
      packages: ["jq", "ripgrep"],
      generation: 2,
    });
    expect((await wish("is it there", "run_command", { command: "rg --version" })).answer).toContain(
      "ripgrep",
    );
    expect((await wish("my file", "run_command", { command: "cat /workspace/note" })).answer).toContain(
      "mine",
    );
  });

  it("tells what changed, and goes back only after a yes", async () => {
    expect((await wish("what changed in dev", "container_history")).answer).toMatch(
      /- generation 2, .* running now: brings ripgrep/,
    );
    const { reply } = await wish("undo that", "rollback_container");
    expect(reply).toMatch(/Roll \*\*dev\*\* back from generation 2 to 1 \(git, workspace and jq\)\?/);
    expect((await dev()).generation).toBe(2);
    expect(await yes()).toMatch(/Rolled back: drops ripgrep/);
    expect(await dev()).toMatchObject({ generation: 3, packages: ["jq"] });
  });

  it("that does not come up well with what was added goes back by itself, and the chat says so and why", async () => {
    const before = await dev();
    const { reply, answer } = await wish("add wont-boot to dev", "update_container", {
      add_modules: [{ name: "wont-boot" }],
    });
    for (const text of [answer, reply]) {
      expect(text).toContain(
        `did not come up well with what was to be changed, so its generation ${before.generation}`,
      );
      expect(text).toContain("was put back");
    }
    expect(await dev()).toMatchObject({
      state: "RUNNING",
      generation: before.generation,
      image: before.image,
    });
  });

  it("that is destroyed leaves its workspace, which can be brought back", async () => {
    const { reply } = await wish("destroy dev", "destroy_container");
    expect(reply).toContain("Its workspace goes to the trash");
    expect(await yes()).toMatch(/^\*\*dev\*\* is gone\. Its workspace is in the trash/);
    expect((await wish("what is in the trash", "list_workspaces", { name: undefined })).answer).toContain(
      "trash-",
    );
    expect((await wish("bring back dev's workspace", "restore_workspace")).answer).toContain(
      "Its workspace is back.",
    );
    expect((await wish("my file", "run_command", { command: "cat /workspace/note" })).answer).toContain(
      "mine",
    );
  });
});
