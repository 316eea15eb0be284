import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { useFakeModelWith, useOfflineModel } from "../harness/agent.ts";
import { newOwner } from "../harness/executor.ts";
import { withTestModules } from "../harness/library.ts";
import { expectNoModelViolations, scriptModel } from "../harness/model.ts";
import { openTerminal, type Terminal } from "../harness/terminal.ts";

const call = (tool: string, args: object = {}) => ({ calls: [{ tool, arguments: args }] });

withTestModules();
let terminal: Terminal;
beforeAll(async () => {
  await useFakeModelWith({});
  terminal = await openTerminal(newOwner("ill").replace(":", "-"));
  await scriptModel([
    { user: "make dev", reply: call("create_container", { name: "dev" }) },
    { user: "make dev", result: "", reply: { text: "**dev** is running." } },
  ]);
  await terminal.say("make dev");
});
afterEach(expectNoModelViolations);
afterAll(async () => {
  terminal.close();
  await useOfflineModel();
});

/** What a tool answers when the model calls it. */
async function answerOf(tool: string, args: object = {}): Promise<string> {
  await scriptModel([
    { user: "find out", reply: call(tool, args) },
    { user: "find out", result: "", reply: { text: "I looked." } },
  ]);
  const { lines } = await terminal.say("find out");
  return lines.find(({ type }) => type === "tool-answer")?.text ?? "";
}

describe("what is wrong can be found out by the model itself:", () => {
  it("a unit that failed inside, with its last words", async () => {
    const command =
      "systemd-run --unit=cheese --quiet sh -c 'echo the cheese has run out; exit 7'; while ! systemctl is-failed -q cheese; do :; done";
    await scriptModel([
      { user: "break it", reply: call("run_command", { name: "dev", command }) },
      { user: "yes", result: "", reply: { text: "It ran." } },
    ]);
    await terminal.say("break it");
    await terminal.say("yes");
    const found = await answerOf("inspect_container", { name: "dev" });
    expect(found).toMatch(/❌ cheese\.service failed \(exit-code\)/);
    expect(found).toContain("the cheese has run out");
    expect(found).toMatch(/Network: 10\.88\.\d+\.\d+\/24 on \w+; gateway 10\.88\./);
  });

  it("an operation that failed, with its build log", async () => {
    await scriptModel([
      {
        user: "make web",
        reply: call("create_container", { name: "web", modules: [{ name: "wont-build" }] }),
      },
      { user: "make web", result: "", reply: { text: "Creating **web** failed." } },
    ]);
    await terminal.say("make web");
    const found = await answerOf("operation_log", { container: "web" });
    expect(found).toMatch(/^Log of the create of \*\*web\*\* \(op-[\w-]+\): failed/);
    expect(found).toContain("configure: error: out of cheese");
  });

  it("the host: its checklist, and the units that containers depend on", async () => {
    expect(await answerOf("host_status")).toMatch(/✅ (nix|machined)/);
    expect(await answerOf("unit_journal", { unit: "systemd-machined.service" })).toMatch(
      /^systemd-machined\.service on the host is active \(running\)\./,
    );
    expect(await answerOf("unit_journal", { unit: "sshd.service" })).toMatch(/^Nothing was done: unit: /);
  });

  it("the container's journal and its history", async () => {
    expect(await answerOf("container_logs", { name: "dev", lines: 5 })).toMatch(
      /^The last 5 lines of the log/,
    );
    expect(await answerOf("container_history", { name: "dev" })).toMatch(
      /- generation 1, .* running now: made with/,
    );
  });
});
