import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { people, useFakeModelWith, useOfflineModel } from "../harness/agent.ts";
import { newOwner, openDoors } from "../harness/executor.ts";
import {
  expectNoModelViolations,
  failModel,
  heldAnswers,
  mentionsAtModel,
  releaseModel,
  scriptModel,
} from "../harness/model.ts";
import { expectNoViolations, person } from "../harness/telegram.ts";
import { openTerminal, type Terminal } from "../harness/terminal.ts";

const { admin } = openDoors();
const ada = person(people.ada);
const call = (tool: string, args: object = {}) => ({ calls: [{ tool, arguments: args }] });
const first = "openai:fake-model";
const second = "openai:fake-second";

let terminal: Terminal;
beforeAll(async () => {
  await useFakeModelWith({ VOXNIX_MODELS: `${first}=1/10,${second}=2/20` });
  terminal = await openTerminal(newOwner("model").replace(":", "-"));
});
afterEach(async () => {
  await expectNoViolations();
  await expectNoModelViolations();
});
afterAll(async () => {
  terminal.close();
  await useOfflineModel();
});

describe("a conversation with several models", () => {
  it("switches its model at once by a button, and another chat keeps its own", async () => {
    await scriptModel([
      { user: "who are you", model: "fake-second", reply: { text: "I am the second." } },
      { user: "who are you", model: "fake-model", reply: { text: "I am the first." } },
    ]);
    await ada.say("who are you");
    await ada.sees(/I am the first/);
    await ada.say("/model");
    await ada.presses(/fake-second/);
    await ada.say("who are you");
    await ada.sees(/I am the second/);
    expect((await terminal.say("who are you")).reply).toBe("I am the first.");
  });

  it("is carried on by the second model when the first one fails, and says so", async () => {
    await scriptModel([{ model: "fake-second", user: "hello", reply: { text: "Hello from the second." } }]);
    await failModel({ kind: "refuse", code: 401 }, 1, "fake-model");
    const { reply, ok } = await terminal.say("hello");
    expect(ok).toBe(true);
    expect(reply).toMatch(/^Hello from the second\.\n\nThe model openai:fake-model refused our key/);
    expect(reply).toContain("**openai:fake-second** answered in its place.");
  });

  it("is carried on by the offline model when no provider answers, and the wish is fulfilled", async () => {
    await scriptModel([]);
    await failModel({ kind: "refuse", code: 402 }, 1, "fake-model");
    await failModel({ kind: "refuse", code: 402 }, 1, "fake-second");
    const { reply } = await terminal.say("what is running?");
    expect(reply).toMatch(/^You have no containers/);
    expect(reply).toContain("The offline model answered in its place");
  });

  it("gets its answer although the stream is cut in the middle", async () => {
    await scriptModel([
      { user: "tell me", reply: { text: "A rather long story that takes many chunks to tell." } },
    ]);
    await failModel({ kind: "lose-answer" });
    expect((await terminal.say("tell me")).reply).toBe("A rather long story that takes many chunks to tell.");
  });

  it("shows the reply while it is being said, and the whole of it in the end", async () => {
    const text = "This is the beginning of the reply, and this is its end.";
    await scriptModel([{ user: "slowly", reply: { text } }]);
    await failModel({ kind: "stall" });
    const turn = terminal.say("slowly please");
    await expect.poll(heldAnswers).toBe(1);
    await releaseModel();
    const { lines, reply } = await turn;
    const drafts = lines.filter(({ type }) => type === "draft").map((line) => line.text ?? "");
    expect(drafts.length).toBeGreaterThan(1);
    expect(drafts.every((draft) => text.startsWith(draft))).toBe(true);
    expect(reply).toBe(text);
  });

  it("ends politely when the model never does", async () => {
    await scriptModel([
      { user: "for ever", result: "", reply: call("list_containers") },
      { user: "for ever", reply: call("list_containers") },
    ]);
    const { reply, lines } = await terminal.say("go on for ever");
    expect(reply).toMatch(/^I stopped here: this took 12 rounds of tools/);
    expect(lines.filter(({ type }) => type === "tool-call")).toHaveLength(12);
  });

  it("tells tokens and cost of today", async () => {
    const { reply } = await terminal.say("/usage");
    expect(reply).toMatch(/tokens/);
    expect(reply).toMatch(/\$/);
  });

  it("never sends a secret's value to the model", async () => {
    const value = "tskey-7f3a-not-for-models";
    await terminal.say("/secret api-key");
    await terminal.say(value);
    const secrets = { API_KEY: "api-key" };
    await scriptModel([
      {
        user: "a box with my key",
        reply: call("create_container", { name: "keyed", modules: [{ name: "env", settings: { secrets } }] }),
      },
      { user: "a box with my key", result: "", reply: { text: "It is there." } },
      { user: "list my secrets", reply: call("list_secrets") },
      { user: "list my secrets", result: "api-key", reply: { text: "There is api-key." } },
    ]);
    expect((await terminal.say("a box with my key")).reply).toMatch(/keyed\*\* is running/);
    await terminal.say("list my secrets");
    const { secrets: kept } = await admin.secrets.List({ owner: terminal.owner });
    expect(kept).toMatchObject([{ name: "api-key", usedBy: ["keyed"] }]);
    expect(await mentionsAtModel("api-key")).toBeGreaterThan(0);
    expect(await mentionsAtModel(value)).toBe(0);
  });
});
