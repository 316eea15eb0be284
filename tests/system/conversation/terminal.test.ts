import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { useFakeModel, useOfflineModel } from "../harness/agent.ts";
import { openDoors } from "../harness/executor.ts";
import { expectNoModelViolations, failModel, releaseModel, scriptModel } from "../harness/model.ts";
import { keys, recite, sitDown, type Typist } from "../harness/pty.ts";

const { admin } = openDoors();
const user = `test-tty-${process.pid}`;
const owner = `terminal:${user}`;
let home: string;
let ada: Typist;

const names = async () => (await admin.containers.List({ owner })).containers.map(({ name }) => name);
const says = (text: string) => ada.types(`${text}${keys.enter}`);
// ECMA-48 "select graphic rendition", as the screen uses it.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const colour = /\u001b\[[0-9;]+m/;

beforeAll(async () => {
  await useFakeModel();
  home = mkdtempSync(join(tmpdir(), "voxnix-home-"));
  ada = sitDown(user, { XDG_STATE_HOME: home, NO_COLOR: "" });
  await ada.sees(/you ›/);
});
afterEach(expectNoModelViolations);
afterAll(async () => {
  ada.types(keys.ctrlD);
  await ada.ended;
  rmSync(home, { recursive: true, force: true });
  await useOfflineModel();
});

// One sitting, whose steps build on each other.
describe("a person at a terminal", () => {
  it("sees the reply grow, in colours", async () => {
    const middle = "and it ran ".repeat(60);
    await scriptModel([
      { user: "slowly", reply: { text: `Once upon a time there was a **box** ${middle}and that was all.` } },
    ]);
    await failModel({ kind: "stall" });
    says("tell me slowly");
    const growing = await ada.sees(/Once upon a time/);
    expect(growing).not.toContain("that was all");
    await releaseModel();
    await ada.sees(/that was all\.\s+you ›/);
    expect(ada.raw()).toMatch(colour);
  });

  it("stops what is under way by Ctrl-C, and goes on", async () => {
    await scriptModel([{ user: "think", reply: { text: "I thought for a very long time." } }]);
    await failModel({ kind: "stall" });
    says("think");
    await ada.sees(/thinking|writing/);
    ada.types(keys.ctrlC);
    await ada.sees(/Stopped\.[\s\S]*you ›/);
    await releaseModel();
  });

  it("switches the model by a number", async () => {
    says("/model");
    const offered = await ada.sees(/\[1\] offline/);
    expect(offered).toMatch(/fake-model.*this chat/);
    says("1");
    await ada.sees(/offline[\s\S]*you ›/);
    says("what modules are there?");
    await ada.sees(/fish[\s\S]*you ›/);
  });

  it("decides by a number or a word about what cannot be undone", async () => {
    says("create a container named tty");
    await ada.sees(/10\.88\.0\.\d+[\s\S]*you ›/);
    says("destroy tty");
    await ada.sees(/\[1\] Destroy tty {3}\[2\] Keep it/);
    says("2");
    await ada.sees(/Left as it is[\s\S]*you ›/);
    expect(await names()).toEqual(["tty"]);
    says("destroy tty");
    await ada.sees(/\[1\] Destroy tty/);
    says("yes");
    await ada.sees(/tty is gone[\s\S]*you ›/);
    expect(await names()).toEqual([]);
  });

  it("finds what was said at the next start, and leaves by Ctrl-C twice", async () => {
    ada.types(keys.ctrlC);
    await ada.sees(/Ctrl-C again/);
    ada.types(keys.ctrlC);
    expect(await ada.ended).toBe(0);
    ada = sitDown(user, { XDG_STATE_HOME: home, NO_COLOR: "1" });
    await ada.sees(/you ›/);
    ada.types(`${keys.up}${keys.up}${keys.up}`);
    await ada.sees(/2/);
    ada.types(`${keys.up}${keys.up}`);
    await ada.sees(/create a container named tty/);
    ada.types(keys.ctrlC);
    await ada.sees(/Ctrl-C again/);
  });

  it("sees no colours where NO_COLOR asks for none", async () => {
    says("/help");
    await ada.sees(/you ›/);
    expect(ada.raw()).not.toMatch(colour);
  });
});

describe("the terminal chat in a script", () => {
  it("says yes to what is asked with --yes, without colours, and prints every event with --json", async () => {
    const script = ["--say", "create a container named tty", "--say", "destroy tty"];
    const left = await recite(user, ...script);
    expect(left).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("--yes") });
    expect(left.stdout).toContain("[1] Destroy tty   [2] Keep it");
    expect(left.stdout).not.toMatch(colour);
    expect(await names()).toEqual(["tty"]);
    const done = await recite(user, "--say", "destroy tty", "--yes", "--json");
    expect(done).toMatchObject({ exitCode: 0, stderr: "" });
    const events = done.stdout.split("\n").map((line) => JSON.parse(line));
    const types = events.map(({ type }) => type);
    expect(types).toEqual(expect.arrayContaining(["turn", "tool-call", "tool-answer", "operation", "reply"]));
    expect(events.filter(({ type }) => type === "reply")).toMatchObject([
      { ok: true, buttons: [[{ label: "Destroy tty" }, { label: "Keep it" }]] },
      { ok: true, text: expect.stringContaining("gone") },
    ]);
    expect(await names()).toEqual([]);
  });

  it("answers a question by the next line, too", async () => {
    const { exitCode } = await recite(
      user,
      ...["--say", "create a container named tty", "--say", "destroy tty", "--say", "no"],
      ...["--say", "destroy tty", "--say", "yes"],
    );
    expect(exitCode).toBe(0);
    expect(await names()).toEqual([]);
  });
});
