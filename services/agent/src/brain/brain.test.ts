import { AIMessage, type BaseMessage } from "@langchain/core/messages";
import { OwnerId, VoxnixError } from "@voxnix/protocol";
import { fakeModel } from "langchain";
import { afterEach, expect, test } from "vitest";
import { repaired } from "./history.ts";
import { roundsPerTurn } from "./limits.ts";
import { will } from "./testing/says.ts";
import { Stage } from "./testing/stage.ts";

const stages: Stage[] = [];
afterEach(() => {
  for (const stage of stages.splice(0)) {
    stage.close();
    expect(stage.fake.defects).toEqual([]);
  }
});

async function staged(model: ReturnType<typeof fakeModel>): Promise<Stage> {
  const stage = await Stage.open(model);
  stages.push(stage);
  return stage;
}

const createDev = {
  name: "create_container",
  args: { name: "dev", modules: [{ name: "git" }] },
  id: "call_1",
};
const lastText = (messages: BaseMessage[]) => new AIMessage(messages.at(-1)?.text ?? "");

test("a wish becomes a container, its events reach the channel, and the reply tells the facts", async () => {
  const stage = await staged(fakeModel().respondWithTools([createDev]).respond(lastText));
  const outcome = await stage.say("make me a dev box with git");
  expect(outcome).toMatchObject({ ok: true, reply: "**dev** is running at 10.88.0.2 with git." });
  expect(outcome.messages.map(({ role }) => role)).toEqual(["user", "assistant", "tool", "assistant"]);
  const kinds = stage.events.map((event) => (event.type === "operation" ? event.event.event : event.type));
  expect(kinds).toEqual(["tool-call", "accepted", ...Array(5).fill("phase"), "done", "tool-answer"]);
});

test("a change is stored before it is asked for, again with its operation id, and marked when its end was seen", async () => {
  const stage = await staged(fakeModel().respondWithTools([createDev]).respond(lastText));
  let callsAtFirst: number | undefined;
  await stage.say("go", {
    beginOperation: async (begun) => {
      await Promise.resolve();
      callsAtFirst ??= stage.fake.calls.filter((rpc) => rpc === "Containers.Create").length;
      stage.begun.push(begun);
    },
  });
  const begun = { requestId: "turn-1.1", kind: "CREATE", container: "dev" };
  expect(stage.begun).toEqual([begun, { ...begun, operation: "op-1" }]);
  expect(callsAtFirst).toBe(0);
  expect(stage.ended).toEqual(["turn-1.1"]);
});

test("what a model is told first is the same to the byte, whoever speaks and whatever runs", async () => {
  const model = will(fakeModel(), [createDev], "made");
  const stage = await staged(will(model, [], "Yes."));
  await stage.say("make dev");
  await stage.say("is it there?", { owner: OwnerId.parse("terminal:bob") });
  const [first, ...later] = model.calls.map(({ messages }) => messages[0]?.text ?? "");
  expect(first).toMatch(/^You are voxnix[\s\S]*\ngit: /);
  expect(later).toEqual([first, first]);
});

test("the live facts come last, with what the person says, and are not kept", async () => {
  const model = will(fakeModel(), [createDev], "made");
  const stage = await staged(will(model, [], "Yes."));
  await stage.say("make dev");
  await stage.say("is it there?");
  const texts = model.calls.at(-1)?.messages.map(({ text }) => text) ?? [];
  expect(texts.at(-1)).toMatch(
    /^<now>\n.*\ndev: running at 10\.88\.0\.2 with git\n<\/now>\n\nis it there\?$/,
  );
  expect(texts[1]).toBe("make dev");
  expect(JSON.stringify(stage.history)).not.toContain("<now>");
});

test("what a command prints beyond six thousand characters goes whole to the person, in a file", async () => {
  const output = Array.from({ length: 2_000 }, (_, n) => `line ${n}`).join("\n");
  const run = { name: "run_command", args: { name: "dev", command: "cat /var/log/big" } };
  const model = will(
    fakeModel(),
    [
      createDev,
      [
        { ...run, id: "a" },
        { ...run, id: "b" },
      ],
    ],
    "It is long.",
  );
  const stage = await staged(model);
  stage.fake.command = () => ({ output, code: 0 });
  const { files, reply } = await stage.say("make dev and show me the log");
  expect(files).toEqual([
    { name: "output.txt", text: `${output}\n` },
    { name: "output-2.txt", text: `${output}\n` },
  ]);
  expect(reply).toMatch(/^It is long\./);
  expect(stage.answers.at(-1)).toMatch(/left out; all of it is in output\.txt, which goes with the reply/);
  expect(stage.answers.at(-1)).not.toContain("line 500\n");
});

test("an owner that the model names is not heard", async () => {
  const call = { ...createDev, args: { ...createDev.args, owner: "terminal:bob" } };
  const stage = await staged(fakeModel().respondWithTools([call]).respond(lastText));
  await stage.say("make a box for bob");
  expect(stage.fake.containers.list("terminal:ada")).toHaveLength(1);
  expect(stage.fake.containers.list("terminal:bob")).toHaveLength(0);
});

test.each([
  [
    "create_container",
    { name: "Much-Too-Long-A-Name" },
    /^Nothing was done: name: must be a container name: 1 to 11/,
  ],
  ["create_container", { name: "dev", modules: ["git"] }, /modules\.0: /],
  ["stop_container", {}, /name: must be a container name/],
  ["container_logs", { name: "dev", lines: -3 }, /lines: must be from 1 to 1000/],
  ["container_logs", { name: "dev", lines: "many" }, /lines: must be a number from 1 to 1000/],
  ["run_command", { name: "dev", command: "" }, /command: must not be empty/],
  ["run_command", { name: "dev", command: "a\0b" }, /command: must not contain NUL/],
  ["cancel_operation", { operation: "../../etc" }, /operation: must be an operation's id/],
  ["format_disk", {}, /^Nothing was done: there is no tool format_disk/],
])("%s %j is refused in a sentence that names the field and the rule", async (name, args, sentence) => {
  const stage = await staged(
    fakeModel()
      .respondWithTools([{ name, args, id: "x" }])
      .respond(lastText),
  );
  const outcome = await stage.say("do it");
  expect(stage.answers[0]).toMatch(sentence);
  expect(stage.answers[0]?.length).toBeLessThan(300);
  expect(stage.answers[0]).not.toMatch(/\bat |node_modules|\.ts:|Zod/);
  expect(outcome.ok).toBe(false);
  expect(stage.fake.calls.filter((rpc) => !rpc.endsWith("List"))).toEqual([]);
});

test("arguments that are no JSON are answered as such", async () => {
  const broken = { id: "x", name: "stop_container", args: '{"name": ', type: "invalid_tool_call" as const };
  const said = new AIMessage({ content: "", invalid_tool_calls: [broken] });
  const stage = await staged(fakeModel().respond(said).respond(lastText));
  const outcome = await stage.say("stop it");
  expect(outcome).toMatchObject({ ok: false, reply: "Nothing was done: the arguments were not valid JSON." });
});

test("a failed operation is told with its reason and last lines, and the turn is not ok", async () => {
  const stage = await staged(fakeModel().respondWithTools([createDev]).respond(lastText));
  stage.fake.containers.failNext(
    "CREATE",
    new VoxnixError("BUILD_FAILED", "git did not build.", { lines: ["error: hash mismatch"] }),
  );
  const outcome = await stage.say("make dev");
  expect(outcome.ok).toBe(false);
  expect(stage.answers[0]).toMatch(
    /^Creating \*\*dev\*\* failed\. git did not build\.\n```\nerror: hash mismatch/,
  );
});

test("a failure made good by a later call leaves the turn ok", async () => {
  const wrong = { name: "create_container", args: { name: "dev", modules: [{ name: "gti" }] }, id: "a" };
  const model = fakeModel().respondWithTools([wrong]).respondWithTools([createDev]).respond(lastText);
  const stage = await staged(model);
  expect(await stage.say("make dev")).toMatchObject({ ok: true });
  expect(stage.answers[0]).toContain("Near to it: git");
});

test("of two calls side by side, one that fails is not made good by the other", async () => {
  const stop = (name: string) => ({ name: "stop_container", args: { name }, id: name });
  const model = fakeModel()
    .respondWithTools([createDev])
    .respondWithTools([stop("web"), stop("dev")]);
  const stage = await staged(model.respond(new AIMessage("Both are stopped.")));
  expect((await stage.say("make dev, then stop both")).ok).toBe(false);
});

test("calls for one container run in the model's order, one after the other", async () => {
  const run = { name: "run_command", args: { name: "dev", command: "git --version" }, id: "call_2" };
  const stage = await staged(fakeModel().respondWithTools([createDev, run]).respond(new AIMessage("Done.")));
  expect((await stage.say("make dev and run git --version in it")).ok).toBe(true);
  expect(stage.answers).toEqual([
    "**dev** is running at 10.88.0.2 with git.",
    "`git --version` in **dev** succeeded.\n```\ngit --version\n```",
  ]);
});

test("a call id that an earlier turn used does not keep a tool from running", async () => {
  const model = fakeModel();
  const stage = await staged(model);
  for (const name of ["one", "two"]) {
    model.respondWithTools([{ ...createDev, args: { name } }]).respond(lastText);
    await stage.say(`make ${name}`);
  }
  expect(stage.fake.containers.list("terminal:ada").map(({ name }) => name)).toEqual(["one", "two"]);
  expect(repaired(stage.history)).toEqual(stage.history);
});

test("a model that never ends its calls is ended politely at the limit", async () => {
  const model = fakeModel();
  for (let n = 0; n < 40; n++) model.respondWithTools([{ name: "list_containers", args: {} }]);
  const stage = await staged(model);
  const outcome = await stage.say("loop");
  expect(outcome.reply).toMatch(/^I stopped here: this took 12 rounds/);
  expect(stage.calls).toHaveLength(roundsPerTurn - 1);
  expect(repaired(outcome.messages)).toEqual(outcome.messages);
});

test("a reply with forty calls has the first sixteen carried out and the rest refused", async () => {
  const many = Array.from({ length: 40 }, () => ({ name: "list_containers", args: {} }));
  const stage = await staged(fakeModel().respondWithTools(many).respond(new AIMessage("Hm.")));
  await stage.say("flood");
  expect(stage.answers.filter((text) => text.startsWith("Nothing was done"))).toHaveLength(24);
});

test("a model that fails after the work is done does not hide what was done", async () => {
  const refused = Object.assign(new Error("Incorrect API key provided: sk-secret"), { status: 401 });
  const stage = await staged(fakeModel().respondWithTools([createDev]).respond(refused));
  const outcome = await stage.say("make dev");
  expect(outcome.ok).toBe(false);
  expect(outcome.reply).toContain("check FAKE_KEY");
  expect(outcome.reply).toContain("**dev** is running at 10.88.0.2");
  expect(outcome.reply).not.toContain("sk-secret");
});

test("an empty answer of the model is not passed on as a reply", async () => {
  const stage = await staged(fakeModel().respond(new AIMessage("")));
  expect(await stage.say("hello?")).toMatchObject({
    ok: false,
    reply: expect.stringContaining("gave no answer"),
  });
});

test("an executor that is away is told to the model and to the user, and the turn ends", async () => {
  const stage = await staged(fakeModel().respondWithTools([createDev]).respond(lastText));
  stage.fake.hangUp();
  const outcome = await stage.say("make dev");
  expect(outcome.ok).toBe(false);
  expect(outcome.reply).toContain("executor");
});

test("a stopped turn ends at once, its history is whole, and the operation goes on", async () => {
  const model = fakeModel().respondWithTools([createDev]).respond(lastText);
  const stage = await staged(model);
  stage.fake.operations.hold("dev");
  const stop = new AbortController();
  const outcome = await stage.say("make dev", {
    signal: stop.signal,
    onEvent: (event) => event.type === "operation" && event.event.phase && stop.abort(),
  });
  expect(outcome).toMatchObject({ ok: false, reply: expect.stringContaining("goes on") });
  expect(repaired(outcome.messages)).toEqual(outcome.messages);
  expect(stage.ended).toEqual([]);
  expect(stage.fake.operations.list("terminal:ada", "dev", true)).toHaveLength(1);
  stage.fake.operations.release("dev");
  expect((await stage.say("and now?")).ok).toBe(true);
});
