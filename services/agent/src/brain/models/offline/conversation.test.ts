import { VoxnixError } from "@voxnix/protocol";
import { afterEach, beforeEach, expect, test } from "vitest";
import { repaired } from "../../history.ts";
import { Stage } from "../../testing/stage.ts";
import { OfflineModel } from "./model.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.open(new OfflineModel());
});
afterEach(() => {
  stage.close();
  expect(stage.fake.defects).toEqual([]);
  expect(repaired(stage.history)).toEqual(stage.history);
});

test("the whole life of a container, said in everyday words", async () => {
  const replies: [string, RegExp][] = [
    [
      "create a dev container with git and fish",
      /^\*\*dev\*\* is running at 10\.88\.0\.2 with git and fish\.$/,
    ],
    ["what is running?", /^- \*\*dev\*\*: running at 10\.88\.0\.2 with git and fish$/],
    ["run git --version in dev", /^`git --version` in \*\*dev\*\* succeeded\.\n```\ngit --version\n```$/],
    ["stop dev", /^\*\*dev\*\* is stopped; it has git and fish\.$/],
    ["start it", /^\*\*dev\*\* is running/],
    ["show the last 5 lines of its log", /^The log of \*\*dev\*\* is empty/],
    ["add ripgrep and htop to it", /^\*\*dev\*\* .*ripgrep/s],
    ["what changed in dev today?", /ripgrep/],
    ["destroy dev", /^Destroy \*\*dev\*\*\?/],
    ["yes", /^\*\*dev\*\* is gone/],
    ["what is running?", /^You have no containers\.$/],
  ];
  for (const [text, reply] of replies) {
    const outcome = text === "yes" ? await stage.yes() : await stage.say(text);
    expect(outcome.reply).toMatch(reply);
    expect(outcome.ok).toBe(true);
  }
});

test("a question is asked, and its answer carries out the wish", async () => {
  const asked = await stage.say("make me a dev box with git, fish and an editor");
  expect(asked).toMatchObject({ ok: true, reply: expect.stringContaining("no module “editor”") });
  expect(stage.calls).toEqual([]);
  expect((await stage.say("yes")).reply).toBe("**dev** is running at 10.88.0.2 with git and fish.");
});

test("after the yes to what is asked first, the rest of the wish is done", async () => {
  await stage.say("create dev with git");
  const asked = await stage.say("destroy dev, then create dev with fish");
  expect(asked.reply).toMatch(/^Destroy \*\*dev\*\*\?/);
  expect(stage.fake.containers.list("terminal:ada")).toHaveLength(1);
  const done = await stage.yes();
  expect(done.reply).toMatch(/^\*\*dev\*\* is gone.*\*\*dev\*\* is running at .* with fish\.$/s);
});

test("packages are had by their names, and one that is not there is said", async () => {
  const made = await stage.say("make me a dev box with git and ripgrep");
  expect(made.reply).toBe("**dev** is running at 10.88.0.2 with git and ripgrep.");
  const refused = await stage.say("add htpo to dev");
  expect(refused).toMatchObject({ ok: false, reply: expect.stringContaining("htop") });
});

test("settings reach the executor in their types", async () => {
  await stage.say("make a db box with postgres port 5433 and git as Ada Lovelace <ada@example.org>");
  expect(stage.fake.containers.list("terminal:ada")[0]?.modules).toMatchObject([
    { name: "postgres", settings: { port: { number: 5433 } } },
    { name: "git", settings: { userName: { text: "Ada Lovelace" }, userEmail: { text: "ada@example.org" } } },
  ]);
});

test("a name that is taken is refused by the executor, and another one is taken up", async () => {
  await stage.say("create dev with git");
  const refused = await stage.say("create dev with fish");
  expect(refused).toMatchObject({
    ok: false,
    reply: expect.stringContaining("already have a container named dev"),
  });
  expect((await stage.say("call it lab")).reply).toBe("**lab** is running at 10.88.0.3 with fish.");
});

test("what does not exist is told, and the turn is not ok", async () => {
  const outcome = await stage.say("destroy nosuch");
  expect(outcome).toMatchObject({ ok: false, reply: expect.stringContaining("no container named nosuch") });
});

test("a failed step is never told as success, and what depends on it is left", async () => {
  const lines = ["error: no space left on device"];
  stage.fake.containers.failNext("CREATE", new VoxnixError("BUILD_FAILED", "git did not build.", { lines }));
  const outcome = await stage.say("create dev with git and run git --version in it");
  expect(outcome.ok).toBe(false);
  expect(outcome.reply).toMatch(
    /^Creating \*\*dev\*\* failed.*no space left.*did not go on with \*\*dev\*\*/s,
  );
  expect(stage.calls.map(([tool]) => tool)).toEqual(["create_container"]);
});

test("a build under way is cancelled by saying so", async () => {
  stage.fake.operations.hold("dev");
  const begun = Promise.withResolvers<void>();
  const creating = stage.say("create dev with git", {
    onEvent: (event) => event.type === "operation" && event.event.phase && begun.resolve(),
  });
  await begun.promise;
  const cancelled = await stage.say("cancel the creation of dev");
  expect(cancelled.reply).toBe("The create of **dev** is cancelled; what it had begun is undone.");
  expect(await creating).toMatchObject({ ok: false, reply: expect.stringContaining("was cancelled") });
});

test("without an executor the reply says so and nothing more", async () => {
  stage.fake.hangUp();
  const outcome = await stage.say("what is running?");
  expect(outcome).toMatchObject({ ok: false, reply: expect.stringContaining("executor") });
});
