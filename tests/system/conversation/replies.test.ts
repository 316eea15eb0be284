import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { people, useFakeModel, useOfflineModel } from "../harness/agent.ts";
import { expectNoModelViolations, failModel, releaseModel, scriptModel } from "../harness/model.ts";
import { type ChatEntry, expectNoViolations, failTelegram, person } from "../harness/telegram.ts";

const ada = person(people.ada);
const group = -people.ada;
const adaInGroup = person(people.ada, group);

beforeAll(useFakeModel);
afterEach(async () => {
  await expectNoViolations();
  await expectNoModelViolations();
});
afterAll(useOfflineModel);

const ofKind = (entries: readonly ChatEntry[], kind: string) =>
  entries.filter((entry) => entry.kind === kind);
/** The model says this when it hears that. */
const scripted = (user: string, text: string) => scriptModel([{ user, reply: { text } }]);
const lines = (many: number) => Array.from({ length: many }, (_, n) => `${n + 1} · 😀`).join("\n");

describe("a reply", () => {
  it("grows as a draft with a Stop button in a private chat, and ends as a message", async () => {
    await scripted("slowly", "Once upon a time there was a container, and it ran for **ever** and ever.");
    await failModel({ kind: "stall" });
    await ada.say("tell me slowly");
    const draft = async () => ofKind(await ada.seen(), "draft").findLast(({ text }) => text !== "");
    await expect.poll(draft).toMatchObject({ text: expect.stringMatching(/^Once upon/), canStop: true });
    await releaseModel();
    await ada.sees(/for ever and ever\.$/);
    const sent = ofKind(await ada.seen(), "sent");
    expect(sent).toHaveLength(1);
    expect(sent[0]?.entities).toMatchObject([{ type: "bold" }]);
  });

  it("ends at once, and the chat goes on, when Stop is pressed at its draft", async () => {
    await scriptModel([
      { user: "for ever", reply: { text: "This will never be read to its end by anybody." } },
      { user: "hello", reply: { text: "Hello again." } },
    ]);
    await failModel({ kind: "stall" });
    await ada.say("talk for ever");
    await ada.stopsDraft();
    await ada.sees(/Stopped/);
    await releaseModel();
    await ada.say("hello");
    await ada.sees(/Hello again/);
  });

  it("grows in one message elsewhere, edited seldom, which makes way for the answer", async () => {
    await scripted("slowly", "Once upon a time there was a **group** that talked a lot.");
    await failModel({ kind: "stall" });
    await adaInGroup.say("@voxnix_test_bot tell us slowly");
    const preview = await adaInGroup.sees(/^Once upon/);
    await releaseModel();
    await adaInGroup.sees(/talked a lot\.$/);
    const deleted = async () => ofKind(await adaInGroup.seen(), "deleted").map(({ message }) => message);
    await expect.poll(deleted).toEqual([preview.message]);
    for (const { gap } of ofKind(await adaInGroup.seen(), "edited")) expect(gap).toBeGreaterThan(2_500);
    expect(ofKind(await adaInGroup.seen(), "draft")).toEqual([]);
  });

  it("that is long comes in several messages, divided between its blocks, with code whole", async () => {
    const code = `\`\`\`nix\n${"services.openssh.enable = true;\n".repeat(60)}\`\`\``;
    const paragraphs = Array.from({ length: 20 }, (_, n) => `Paragraph ${n}. ${"word ".repeat(60).trim()}`);
    const blocks = [...paragraphs.slice(0, 10), code, ...paragraphs.slice(10)];
    await scripted("at length", blocks.join("\n\n"));
    await ada.say("explain at length");
    await ada.sees(/Paragraph 19/);
    const sent = ofKind(await ada.seen(), "sent");
    expect(sent.length).toBeGreaterThan(2);
    const shown = sent.flatMap(({ text = "" }) => text.split("\n\n"));
    expect(shown).toEqual(blocks.map((block) => block.replace(/^```nix\n|\n?```$/g, "")));
    const withCode = sent.filter(({ entities = [] }) => entities.some(({ type }) => type === "pre"));
    expect(withCode).toHaveLength(1);
    expect(withCode[0]?.entities).toMatchObject([{ type: "pre", language: "nix" }]);
  });

  it("with a very long log shows its beginning and its end, and sends all of it as a file", async () => {
    await scripted("the log", `The log:\n\n\`\`\`log\n${lines(3_000)}\n\`\`\`\n\nThat was it.`);
    await ada.say("show me the log");
    const said = await ada.sees(/That was it/);
    expect(said.text).toMatch(/^The log:\n\n1 · 😀\n[\s\S]*3000 · 😀\n\n/);
    const file = await ada.sees(/^1 · 😀\n2 ·/);
    expect(file).toMatchObject({ kind: "document", name: "log.txt", content: `${lines(3_000)}\n` });
  });

  it("whose formatting Telegram refuses comes as plain text", async () => {
    await scripted("boldly", "I say this **boldly**.");
    await failTelegram("sendMessage", {
      kind: "refuse",
      code: 400,
      description: "Bad Request: can't parse entities: entity is too long",
    });
    await ada.say("say it boldly");
    const { entities } = await ada.sees(/^I say this boldly\.$/);
    expect(entities).toEqual([]);
  });

  it("that Telegram refuses in every shape of a message comes as a file: nothing is lost", async () => {
    await scripted("anyway", "You will get this **anyway**.");
    await failTelegram("sendMessage", { kind: "refuse", code: 400, description: "Bad Request: no" }, 2);
    await ada.say("say it anyway");
    expect(await ada.sees(/^You will get this anyway\.$/)).toMatchObject({ kind: "document" });
  });

  it("is said once, however often Telegram asks to wait", async () => {
    await scripted("patience", "Patience.");
    await failTelegram("sendMessage", { kind: "refuse", code: 429, retry_after: 1 }, 2);
    await ada.say("patience");
    await ada.sees(/^Patience\.$/);
    expect(ofKind(await ada.seen(), "sent")).toHaveLength(1);
  });
});
