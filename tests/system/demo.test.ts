import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { machines } from "./harness/appliance.ts";
import { openDoors } from "./harness/executor.ts";
import { succeed } from "./harness/operation.ts";

const { admin } = openDoors();
const ROOT = join(import.meta.dirname, "../..");
const Line = z.looseObject({
  type: z.string(),
  owner: z.string().optional(),
  ok: z.boolean().optional(),
  text: z.string().optional(),
});

/** Runs the demo as a person does, with a shell that has no keys in it. */
const demo = async (...lines: string[]) => {
  const args = [
    join(ROOT, "packages/sandbox/src/demo.ts"),
    ...lines.flatMap((line) => ["--say", line]),
    "--json",
  ];
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(TELEGRAM|LLM|OPENAI|OPENROUTER)_/.test(name)),
  );
  const { exitCode, stdout, stderr } = await execa(process.execPath, args, {
    cwd: ROOT,
    env,
    extendEnv: false,
    reject: false,
  });
  const events = stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => Line.parse(JSON.parse(line)));
  return { exitCode, stderr, events, replies: events.filter(({ type }) => type === "reply") };
};

let owner = "";
const names = async () => (await admin.containers.List({ owner })).containers.map(({ name }) => name);
const destroyDev = async () => {
  if ((await names()).includes("dev")) await succeed(admin.containers.Destroy({ owner, name: "dev" }));
};

describe("npm run demo -- --say … --json", () => {
  beforeAll(async () => {
    const { events, exitCode, stderr } = await demo("what is running?");
    expect(stderr).not.toMatch(/error/i);
    expect(exitCode).toBe(0);
    owner = events.find(({ type }) => type === "turn")?.owner ?? "";
    expect(owner).toMatch(/^terminal:/);
    await destroyDev();
  });
  afterAll(destroyDev);

  it("plays the whole transcript of the README and ends with 0", async () => {
    const { exitCode, replies } = await demo(
      "create a dev container with git and fish",
      "what is running?",
      "run git --version in dev",
      "stop dev",
      "start dev",
      "destroy dev",
    );
    // One more than lines: to destroy is asked about first, and answered with yes.
    expect(replies.map(({ ok }) => ok)).toEqual([true, true, true, true, true, true, true]);
    expect(replies[5]?.text).toMatch(/^Destroy .*dev.*\?/);
    expect(replies[2]?.text).toMatch(/git version/);
    expect(exitCode).toBe(0);
    expect(await names()).not.toContain("dev");
  });

  it("agrees with machinectl after each step", async () => {
    await demo("create a dev container with git and fish");
    const { machine } = await admin.containers.Get({ owner, name: "dev" });
    expect(await machines()).toContain(machine);
    await demo("stop dev");
    expect(await machines()).not.toContain(machine);
    await demo("start dev");
    expect(await machines()).toContain(machine);
    await demo("destroy dev");
    expect(await machines()).not.toContain(machine);
  });

  it("does not end with 0 when a turn ended with an error, and says on stdout what went wrong", async () => {
    const { exitCode, replies } = await demo("destroy ghost");
    expect(exitCode).not.toBe(0);
    expect(replies).toMatchObject([{ ok: false, text: expect.stringMatching(/ghost/) }]);
  });
});
