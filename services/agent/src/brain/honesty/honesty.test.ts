import { VoxnixError } from "@voxnix/protocol";
import { fakeModel } from "langchain";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { calling, will } from "../testing/says.ts";
import { Stage } from "../testing/stage.ts";

let model: ReturnType<typeof fakeModel>;
let stage: Stage;
beforeEach(async () => {
  model = fakeModel();
  stage = await Stage.open(model);
});
afterEach(() => {
  stage.close();
  expect(stage.fake.defects).toEqual([]);
});

const make = (name: string) => calling("create_container", { name, modules: [{ name: "git" }] });

describe("a change that failed is told as failed, whatever the model says:", () => {
  test.each([
    "**dev** is running at 10.88.0.2 with git.",
    "Done! Your box is ready. 🎉",
    "I created dev without any error.",
    "Erledigt: dev läuft jetzt.",
    "La machine dev a été créée.",
    "完成，dev 已创建。",
    "Everything went well.",
    "I created **dev**, can't wait for you to try it!",
    "**dev** has been created, you cannot fail now.",
  ])("%s", async (lie) => {
    stage.fake.containers.failNext("CREATE", new VoxnixError("BUILD_FAILED", "git did not build."));
    will(model, [make("dev")], lie);
    const outcome = await stage.say("make dev");
    expect(outcome.ok).toBe(false);
    expect(outcome.reply).toMatch(/^❌ Creating \*\*dev\*\* failed\. git did not build\./);
    expect(outcome.reply).toContain(`> ${lie}`);
    expect(stage.history.at(-1)?.text).toBe(outcome.reply);
  });
});

test("a model that tells the failure in its own words is left alone", async () => {
  stage.fake.containers.failNext("CREATE", new VoxnixError("BUILD_FAILED", "git did not build."));
  const said = "I could not create **dev**: git did not build. Try again without it.";
  will(model, [make("dev")], said);
  expect(await stage.say("make dev")).toMatchObject({ ok: false, reply: said });
});

test("a refusal told in other words is left alone", async () => {
  will(model, [make("dev")], "**dev** is running at 10.88.0.2.");
  await stage.say("make dev");
  const said = "There already is a container named **dev**. Which other name would you have it?";
  will(model, [make("dev")], said);
  expect(await stage.say("make dev again")).toMatchObject({ ok: false, reply: said });
});

test("one who tells what did not work, and what did, is left alone", async () => {
  stage.fake.containers.failNext("CREATE", new VoxnixError("BUILD_FAILED", "git did not build."));
  const said = "I could not create **dev**, but I created **web**. It is at 10.88.0.3.";
  will(model, [make("dev"), make("web")], said);
  expect(await stage.say("make dev and web")).toMatchObject({ ok: false, reply: said });
});

test("one failure among successes is not lost", async () => {
  stage.fake.containers.failNext("STOP", new VoxnixError("STOP_FAILED", "dev did not stop in time."));
  will(
    model,
    [make("dev"), calling("stop_container", { name: "dev" }), make("web")],
    "All done: dev is stopped.",
  );
  const { reply } = await stage.say("go");
  expect(reply).toMatch(/^❌ Stopping \*\*dev\*\* failed\./);
});

describe("a claim that no tool stands behind is answered by the facts:", () => {
  test.each([
    "I've destroyed **dev**.",
    "**dev** has been destroyed.",
    "Done!",
    "✅ dev",
    "**dev** wurde gelöscht.",
    "Готово, dev удалён.",
    "I've destroyed **dev**, so you can use its name again.",
    "No worries: I just restarted dev for you.",
    "The machine dev has been destroyed and will not come back.",
  ])("%s", async (lie) => {
    will(model, [make("dev")], "**dev** is running at 10.88.0.2.");
    await stage.say("make dev");
    will(model, [], lie);
    const { reply } = await stage.say("destroy dev");
    expect(reply).toContain(lie);
    expect(reply).toContain("Nothing was changed in this turn.");
    if (lie.includes("dev")) expect(reply).toContain("**dev** is running at 10.88.0.2 with git.");
  });

  test("a container that does not exist is said not to", async () => {
    will(model, [], "I created **dev** for you.");
    expect((await stage.say("make dev")).reply).toContain("There is no container named **dev**.");
  });
});

test.each([
  ["It is stopped now: dev is stopped.", "Checked just now: **dev** is running"],
  ["**dev** is running at 10.88.0.77.", "Checked just now: **dev** is running at 10.88.0.2"],
])("facts that are not so are put right: %s", async (lie, truth) => {
  will(model, [make("dev")], lie);
  expect((await stage.say("make dev")).reply).toContain(truth);
});

test("the address of a new container is in the reply even if the model left it out", async () => {
  will(model, [make("dev")], "Your **dev** is up.");
  expect((await stage.say("make dev")).reply).toBe(
    "Your **dev** is up.\n\n**dev** is running at 10.88.0.2 with git.",
  );
});

test.each([
  "**dev** is running at 10.88.0.2 with git.",
  "Shall I name it **box**?",
  "I have not changed anything.",
  "You could stop **dev** first. Is that what you want?",
  "dev was created 3 hours ago.",
  "There is a module for that: postgres.",
  "If you want, I will add ripgrep to dev.",
  "**dev** is up and running.",
  "git is installed in **dev**.",
  "Once it has been stopped, I can change it, and then it has to be started again.",
  "I can add ripgrep, and if you like I restart it.",
  "I have neither stopped nor changed it, so you can go on.",
])("an honest reply stays as it is: %s", async (said) => {
  will(model, [make("dev")], "**dev** is running at 10.88.0.2.");
  await stage.say("make dev");
  will(model, [], said);
  expect((await stage.say("and?")).reply).toBe(said);
});

test("what a history says was changed may be told", async () => {
  will(model, [make("dev")], "**dev** is running at 10.88.0.2.");
  await stage.say("make dev");
  const said = "On Monday the package ripgrep was added to **dev**.";
  will(model, [calling("container_history", { name: "dev" })], said);
  expect((await stage.say("what changed in dev this week?")).reply).toBe(said);
  will(model, [calling("container_history", { name: "dev" })], "I added ripgrep to **dev**.");
  expect((await stage.say("add ripgrep")).reply).toContain("Nothing was changed in this turn.");
});

test("an address of an earlier turn is no invention", async () => {
  will(model, [], "That one has 10.9.8.7.");
  expect((await stage.say("I mean the one at 10.9.8.7")).reply).toBe("That one has 10.9.8.7.");
});
