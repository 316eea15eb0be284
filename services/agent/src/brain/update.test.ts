import { fakeModel } from "langchain";
import { afterEach, beforeEach, expect, test } from "vitest";
import { calling, calls, will } from "./testing/says.ts";
import { Stage } from "./testing/stage.ts";

let model: ReturnType<typeof fakeModel>;
let stage: Stage;
beforeEach(async () => {
  model = fakeModel();
  stage = await Stage.open(model);
  const modules = [{ name: "git", settings: { userName: "Ada", defaultBranch: "trunk" } }];
  will(model, [calling("create_container", { name: "dev", modules, packages: ["htop"] })]);
  await stage.say("make dev");
});
afterEach(() => {
  stage.close();
  expect(stage.fake.defects).toEqual([]);
});

const dev = () => stage.fake.containers.get("terminal:ada", "dev");
async function question(args: object): Promise<string> {
  calls(model, calling("update_container", { name: "dev", ...args }));
  return (await stage.say("change dev")).reply;
}
async function update(args: object): Promise<string> {
  will(model, [calling("update_container", { name: "dev", ...args })]);
  return (await stage.say("change dev")).reply;
}

test("a package is added at once: previewed first, named with its version, everything else as it was", async () => {
  expect(await update({ add_packages: ["ripgrep"] })).toBe(
    "**dev** is running at 10.88.0.2 with git, htop and ripgrep. Changed: brings ripgrep 14.1.1; 6 MB more on disk (generation 2; it went on running).",
  );
  expect(stage.fake.calls.filter((rpc) => /Preview|Update/.test(rpc))).toEqual([
    "Containers.Preview",
    "Containers.Update",
  ]);
  expect(dev()).toMatchObject({ packages: ["htop", "ripgrep"], modules: [{ name: "git" }] });
  expect(stage.begun.map(({ kind }) => kind)).toEqual(["CREATE", "CREATE", "UPDATE", "UPDATE"]);
});

test("a setting is changed beside the others, and null takes one back", async () => {
  const wish = { userEmail: "a@b.c", defaultBranch: null };
  const asked = await question({ add_modules: [{ name: "git", settings: wish }] });
  expect(asked).toContain('sets `git.userEmail` to `"a@b.c"`; sets `git.defaultBranch` to its default.');
  expect(dev().generation).toBe(1);
  will(model, []);
  await stage.yes();
  const settings = dev().modules[0]?.settings;
  expect(settings).toMatchObject({ userName: { text: "Ada" }, userEmail: { text: "a@b.c" } });
  expect(settings).not.toHaveProperty("defaultBranch");
});

test.each([
  [{ remove_packages: ["htop"] }, /^Change \*\*dev\*\*\? It drops htop 3\.4\.1.*It goes on running/],
  [{ remove_modules: ["git"] }, /It removes the module git.*It goes on running/],
  [{ add_modules: [{ name: "workspace" }] }, /It adds the module workspace.*It will \*\*restart\*\*/],
])("%j asks first", async (args, words) => {
  expect(await question(args)).toMatch(words);
  expect(dev()).toMatchObject({ generation: 1, packages: ["htop"] });
  will(model, []);
  expect((await stage.yes()).reply).toContain("(generation 2;");
});

test("a yes to what was previewed is refused once the container is another", async () => {
  await question({ remove_packages: ["htop"] });
  const pending = stage.asked;
  await update({ add_packages: ["jq"] });
  stage.asked = pending;
  will(model, []);
  expect(await stage.yes()).toMatchObject({
    ok: false,
    reply: expect.stringContaining("changed since the preview"),
  });
  expect(dev().packages).toEqual(["htop", "jq"]);
});

test("a preview alone changes nothing and asks nothing", async () => {
  const reply = await update({ remove_packages: ["htop"], preview_only: true });
  expect(reply).toBe(
    "What would change in **dev**: drops htop 3.4.1; 6 MB less on disk. It would go on running.",
  );
  expect(stage.asked).toEqual([]);
  expect(dev().generation).toBe(1);
});

test("what is there already changes nothing and says so", async () => {
  expect(await update({ add_packages: ["htop"] })).toContain("It was like that already: nothing changed.");
});

test("a package that does not exist is answered with the nearest ones", async () => {
  expect(await update({ add_packages: ["ripgerp"] })).toContain("Near to it: ripgrep");
  expect(stage.fake.calls).not.toContain("Containers.Update");
});

test("the history says what changed and when", async () => {
  await update({ add_packages: ["ripgrep"] });
  will(model, [calling("container_history", { name: "dev" })]);
  const { reply } = await stage.say("what changed in dev this week?");
  expect(reply).toMatch(/- generation 2, a moment ago .*running now: brings ripgrep 14\.1\.1/);
  expect(reply).toMatch(/- generation 1, a moment ago .*: made with git and htop/);
});
