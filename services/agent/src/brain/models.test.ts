import { AIMessage } from "@langchain/core/messages";
import { convertToOpenAITool } from "@langchain/core/utils/function_calling";
import { FakeStreamingChatModel } from "@langchain/core/utils/testing";
import type { ModuleInput } from "@voxnix/protocol";
import { fakeModel } from "langchain";
import { afterEach, expect, test } from "vitest";
import { declared } from "./declared.ts";
import { repaired } from "./history.ts";
import { chooseModels } from "./index.ts";
import { OfflineModel } from "./models/offline/model.ts";
import { calling, calls, modelThat, will } from "./testing/says.ts";
import { Stage } from "./testing/stage.ts";

let stage: Stage | undefined;
afterEach(() => {
  stage?.close();
  expect(stage?.fake.defects ?? []).toEqual([]);
  stage = undefined;
});

const failing = (status: number) => Object.assign(new Error("key sk-secret"), { status });
const createDev = () => calling("create_container", { name: "dev", modules: [{ name: "git" }] });

test("the models are those of the configuration in their order, and offline always", () => {
  const plain = (name: string) => ({ name, baseUrl: "http://127.0.0.1:1/v1", apiKey: undefined });
  const names = (configs: Parameters<typeof chooseModels>[0]) =>
    chooseModels(configs).map(({ name }) => name);
  expect(names([plain("a"), plain("b")])).toEqual(["a", "b", "offline"]);
  expect(names([plain("offline"), plain("a")])).toEqual(["offline", "a"]);
});

test("a chat's own choice answers, whatever stands first", async () => {
  stage = await Stage.open(modelThat([], "I am first."), modelThat([], "I am second."));
  expect((await stage.say("who?", { model: "fake-2" })).reply).toBe("I am second.");
  expect((await stage.say("who?")).reply).toBe("I am first.");
});

test("a model that is gone from the configuration is the first again", async () => {
  stage = await Stage.open(modelThat([], "I am first."));
  expect((await stage.say("who?", { model: "gone" })).reply).toBe("I am first.");
});

test("a model that fails is stood in for by the next, which says so, and by none in silence", async () => {
  const first = fakeModel().respond(failing(429));
  stage = await Stage.open(first, modelThat([createDev()]));
  const { reply, ok } = await stage.say("make dev");
  expect(ok).toBe(true);
  expect(reply).toBe(
    "**dev** is running at 10.88.0.2 with git.\n\nThe model fake takes no more requests right now (limit reached). Please try again in a minute. **fake-2** answered in its place.",
  );
  expect(reply).not.toContain("sk-secret");
});

test("a second model goes on where the first one failed, with a history that it accepts", async () => {
  const first = calls(fakeModel(), createDev()).respond(failing(500));
  const second = modelThat([], "**dev** is up at 10.88.0.2.");
  stage = await Stage.open(first, second);
  const { reply } = await stage.say("make dev");
  expect(reply).toMatch(
    /^\*\*dev\*\* is up at 10\.88\.0\.2\.\n\nThe model fake has trouble .* \*\*fake-2\*\* answered/,
  );
  expect(stage.fake.calls.filter((rpc) => rpc === "Containers.Create")).toHaveLength(1);
  expect(second.calls[0]?.messages.map((message) => message.getType())).toEqual([
    "system",
    "human",
    "ai",
    "tool",
  ]);
  expect(repaired(stage.history)).toEqual(stage.history);
});

test("without any provider the offline model carries the wish out, and says that it did", async () => {
  stage = await Stage.open(fakeModel().respond(failing(401)), new OfflineModel());
  const { reply } = await stage.say("create dev with git");
  expect(reply).toMatch(/^\*\*dev\*\* is running at 10\.88\.0\.2 with git\./);
  expect(reply).toContain("check FAKE_KEY");
  expect(reply).toContain("The offline model answered in its place");
});

test("the offline model does not begin anew what another model was in the middle of", async () => {
  stage = await Stage.open(calls(fakeModel(), createDev()).respond(failing(500)), new OfflineModel());
  const outcome = await stage.say("create dev with git");
  expect(outcome.ok).toBe(false);
  expect(outcome.reply).toMatch(/^The model fake has trouble.*\n\n\*\*dev\*\* is running/);
});

test("what a model says is shown as it grows, and what it had said at a stop stays", async () => {
  stage = await Stage.open(new FakeStreamingChatModel({ responses: [new AIMessage("one two three four")] }));
  const seen: string[] = [];
  const stop = new AbortController();
  const outcome = await stage.say("count", {
    signal: stop.signal,
    onEvent: (event) => {
      if (event.type !== "draft") return;
      seen.push(event.text);
      if (event.text.endsWith("three")) stop.abort();
    },
  });
  expect(seen.slice(0, 4)).toEqual(["o", "on", "one", "one "]);
  expect(outcome.reply).toMatch(/^Stopped\.\n\none two three.* …$/);
  expect(repaired(stage.history)).toEqual(stage.history);
});

test("what each model used is told by its name, with the cost that its price makes", async () => {
  const counted = (message: AIMessage, input_tokens: number, output_tokens: number) =>
    Object.assign(message, { usage_metadata: { input_tokens, output_tokens, total_tokens: 0 } });
  const call = { ...calling("list_containers"), type: "tool_call" as const };
  const asks = counted(new AIMessage({ content: "", tool_calls: [call] }), 1000, 10);
  stage = await Stage.open(
    fakeModel()
      .respond(asks)
      .respond(counted(new AIMessage("None."), 2000, 20)),
  );
  expect((await stage.say("list")).usage).toEqual([
    { model: "fake", inputTokens: 3000, outputTokens: 30, costUsd: 0.0033 },
  ]);
});

test("a provider that counts nothing is counted by us", async () => {
  stage = await Stage.open(modelThat([], "Hello there."));
  const [usage] = (await stage.say("hello")).usage ?? [];
  expect(usage?.inputTokens).toBeGreaterThan(300);
  expect(usage?.outputTokens).toBeGreaterThan(0);
});

test("a turn whose budget is used up ends politely, with what was done so far", async () => {
  stage = await Stage.open(modelThat([createDev(), calling("list_containers")], "never said"));
  const { reply } = await stage.say("make dev", {
    spent: ({ inputTokens }) => (inputTokens > 0 ? "your budget for today is used up." : undefined),
  });
  expect(reply).toMatch(
    /^I stopped here: your budget for today is used up\. The last answer was: \*\*dev\*\* is running/,
  );
  expect(stage.calls).toHaveLength(1);
});

test("a simple wish costs at most 3000 tokens of prompt with 30 modules, the stable part first", async () => {
  const model = will(fakeModel(), [], "Hello.");
  stage = await Stage.open(model);
  stage.fake.modules = Array.from(
    { length: 30 },
    (_, n): ModuleInput => ({
      name: `module${n}`,
      summary: "a server of some kind, with its data kept",
      settings: ["port", "password"].map((name) => ({
        name,
        type: "TEXT",
        description: "a long description of what it does and when somebody would want that",
      })),
    }),
  );
  await stage.say("make me a dev box with git and fish");
  const messages = model.calls[0]?.messages ?? [];
  const sent = messages.map(({ text }) => text).join("\n");
  const schemas = JSON.stringify(declared.map((one) => convertToOpenAITool(one)));
  // About four characters to a token, as the providers themselves estimate.
  expect(Math.ceil((sent.length + schemas.length) / 4)).toBeLessThanOrEqual(3000);
});
