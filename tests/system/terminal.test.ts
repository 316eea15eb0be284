// biome-ignore-all lint/suspicious/noTemplateCurlyInString: shell and Nix text is the point here
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useOfflineModel } from "./harness/agent.ts";
import { machines } from "./harness/appliance.ts";
import { openDoors } from "./harness/executor.ts";
import { openTerminal, type Terminal } from "./harness/terminal.ts";

const { admin } = openDoors();
let ada: Terminal;

beforeAll(async () => {
  await useOfflineModel();
  ada = await openTerminal(`test-ada-${process.pid}`);
});
afterAll(() => ada?.close());

const dev = () => admin.containers.Get({ owner: ada.owner, name: "dev" });
const toolsOf = (lines: readonly { type: string; tool?: string | undefined }[]) =>
  lines.flatMap(({ type, tool }) => (type === "tool-call" && tool !== undefined ? [tool] : []));

// One conversation, whose steps build on each other.
describe("a person at a terminal, with the offline model,", () => {
  let machine = "";

  it("makes a container with git and fish and is told its name and address", async () => {
    const { ok, reply, lines } = await ada.say("create a dev container with git and fish");
    expect(reply).toMatch(/\bdev\b/);
    expect(ok).toBe(true);
    const made = await dev();
    machine = made.machine;
    expect(made).toMatchObject({ state: "RUNNING" });
    expect(made.modules.map(({ name }) => name).sort()).toEqual(["fish", "git"]);
    expect(reply).toContain(made.address);
    expect(await machines()).toContain(machine);
    expect(lines[0]).toMatchObject({ type: "turn" });
    expect(lines.some(({ type }) => type === "operation")).toBe(true);
  });

  it("sees it in the list", async () => {
    const { ok, reply } = await ada.say("what is running?");
    expect(ok).toBe(true);
    expect(reply).toContain("dev");
  });

  it("runs a command in it", async () => {
    const { ok, reply } = await ada.say("run git --version in dev");
    expect(ok).toBe(true);
    expect(reply).toMatch(/git version \d/);
  });

  it("reads its logs", async () => {
    const { ok, reply, lines } = await ada.say("show me the logs of dev");
    expect(ok).toBe(true);
    expect(toolsOf(lines)).toHaveLength(1);
    expect(reply).toMatch(/systemd/i);
  });

  it("looks at it", async () => {
    const { ok, reply } = await ada.say("show dev");
    expect(ok).toBe(true);
    expect(reply).toContain((await dev()).address);
  });

  it("stops, starts and restarts it, and machinectl agrees after each", async () => {
    expect((await ada.say("stop dev")).ok).toBe(true);
    expect(await machines()).not.toContain(machine);
    expect((await ada.say("start dev")).ok).toBe(true);
    expect(await machines()).toContain(machine);
    const { sinceMs } = await dev();
    expect((await ada.say("restart dev")).ok).toBe(true);
    expect((await dev()).sinceMs).toBeGreaterThan(sinceMs);
    expect(await machines()).toContain(machine);
  });

  it("asks what modules there are", async () => {
    const { reply } = await ada.say("what modules are there?");
    for (const module of ["git", "fish", "workspace"]) expect(reply).toContain(module);
  });

  it("is told by an honest refusal that the name is taken", async () => {
    const { ok, reply } = await ada.say("create a container named dev with git");
    expect(ok).toBe(false);
    expect(reply).toMatch(/dev/);
    expect((await dev()).modules.map(({ name }) => name).sort()).toEqual(["fish", "git"]);
  });

  it("is asked when something is missing, and nothing is done", async () => {
    const before = await admin.operations.List({ owner: ada.owner });
    const { reply } = await ada.say("destroy");
    expect(reply).toContain("?");
    expect(await admin.operations.List({ owner: ada.owner })).toEqual(before);
  });

  it("is told plainly when the offline model does not understand", async () => {
    const { reply } = await ada.say("please write a sonnet about the sea");
    expect(reply).toMatch(/did not understand/i);
    expect((await ada.say("help")).reply).toMatch(/container/i);
  });

  it("destroys it, and is told so when it asks for that again", async () => {
    expect((await ada.sayAndConfirm("destroy dev")).ok).toBe(true);
    expect(await machines()).not.toContain(machine);
    const again = await ada.say("destroy dev");
    expect(again.ok).toBe(false);
    expect(again.reply).toMatch(/no .*dev|dev.* (not|no)/i);
  });
});

describe("a line at the terminal's door that is not understood", () => {
  it.each([
    ["no JSON", "hello"],
    ["no object", "[]"],
    ["an unknown type", '{"type":"dance"}'],
    ["no text", '{"type":"say"}'],
    ["empty text", '{"type":"say","text":" "}'],
    ["a text that is none", '{"type":"say","text":7}'],
    ["far too long a text", JSON.stringify({ type: "say", text: "x".repeat(20_000) })],
  ])("(%s) is refused with a reason, and the conversation goes on", async (_what, line) => {
    const bob = await openTerminal(`test-bob-${process.pid}`);
    expect(await bob.send(line)).toMatchObject({ type: "refused", message: expect.stringMatching(/.{10}/) });
    expect((await bob.say("what is running?")).ok).toBe(true);
    bob.close();
  });

  it.each([
    ["a name of the wrong letters", "create a container named Dev!! with git"],
    ["a name that is too long", "create a container named abcdefghijklmnop with git"],
    ["an unknown module", "create a container with nosuchmodule"],
    ["a path for a name", "destroy ../../etc"],
    ["a command that is missing", "run in dev"],
    ["a number below nought", "show the last -5 log lines of nothing"],
    ["what would move a cursor", "\u0000\u0007\u001b[2J"],
    ["thousands of faces", "ü😀 ".repeat(2000)],
    ["Nix and shell", '${builtins.abort "x"} $(reboot) `id`'],
  ])("(%s as a wish) gets an answer and makes nothing", async (_what, text) => {
    const bob = await openTerminal(`test-bob-${process.pid}`);
    const { reply } = await bob.say(text);
    expect(reply).not.toBe("");
    expect(reply).not.toMatch(/\bat .*\.(ts|js):\d+/);
    expect(await admin.containers.List({ owner: bob.owner })).toEqual({ containers: [] });
    bob.close();
  });
});
