import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { control } from "../control/client.ts";
import { type FakeModel, startFakeModel } from "./server.ts";

let fake: FakeModel;
beforeEach(async () => {
  fake = await startFakeModel({ port: 0 });
  fake.script([
    { user: "make dev", result: "running", reply: { text: "dev is running." } },
    { user: "make dev", reply: { calls: [{ tool: "create_container", arguments: { name: "dev" } }] } },
    { user: "hello", reply: { text: "Hello!" } },
  ]);
});
afterEach(() => fake.close());

const ask = (messages: object[], more: object = {}) =>
  fetch(`${fake.baseUrl}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: "Bearer test-key" },
    body: JSON.stringify({ model: "fake", messages, ...more }),
  });
const user = (content: string) => ({ role: "user", content });
const called = (id: string) => ({
  role: "assistant",
  content: "",
  tool_calls: [{ id, type: "function", function: { name: "create_container", arguments: '{"name":"dev"}' } }],
});
const answered = (id: string, content: string) => ({ role: "tool", tool_call_id: id, content });

describe("the script", () => {
  it("answers by the last thing the user said", async () => {
    expect(await (await ask([user("hello there")])).json()).toMatchObject({
      choices: [{ message: { role: "assistant", content: "Hello!" }, finish_reason: "stop" }],
      usage: { prompt_tokens: 150, completion_tokens: 30, total_tokens: 180 },
    });
  });

  it("calls a tool, and goes on from its result", async () => {
    expect(await (await ask([user("make dev")])).json()).toMatchObject({
      choices: [
        {
          message: { tool_calls: [{ function: { name: "create_container", arguments: '{"name":"dev"}' } }] },
          finish_reason: "tool_calls",
        },
      ],
    });
    const next = await ask([user("make dev"), called("a"), answered("a", "it is running")]);
    expect(await next.json()).toMatchObject({ choices: [{ message: { content: "dev is running." } }] });
    expect(fake.ledger.violations).toEqual([]);
  });

  it("can be streamed, with usage at the end", async () => {
    const text = await (
      await ask([user("hello")], { stream: true, stream_options: { include_usage: true } })
    ).text();
    expect(text).toContain('"chat.completion.chunk"');
    expect(text).toContain('"completion_tokens":30');
    expect(text.trimEnd().endsWith("data: [DONE]")).toBe(true);
  });

  it("can answer for one of several models", async () => {
    fake.script([
      { model: "other", reply: { text: "I am the other." } },
      { reply: { text: "I am the first." } },
    ]);
    const said = async (model: string) => (await ask([user("who?")], { model })).text();
    expect(await said("other")).toContain("I am the other.");
    expect(await said("fake")).toContain("I am the first.");
  });

  it("tells how many requests mention a text", async () => {
    await ask([user("hello, my key is tskey-1")]);
    expect(await control({ port: fake.port }, "mentions", { text: "tskey-1" })).toBe(1);
    expect(await control({ port: fake.port }, "mentions", { text: "tskey-2" })).toBe(0);
  });

  it("that has no rule for a request makes it a violation", async () => {
    expect((await ask([user("sing")])).ok).toBe(false);
    expect(fake.ledger.violations).toHaveLength(1);
  });
});

describe("a request that providers refuse is refused and recorded:", () => {
  const tool = (parameters: object) => ({ type: "function", function: { name: "t", parameters } });
  it.each([
    [
      "a tool call without its answer",
      [user("a"), called("x"), user("b")],
      {},
      "did not have response messages: x",
    ],
    [
      "a history that ends in an open tool call",
      [user("a"), called("x")],
      {},
      "did not have response messages: x",
    ],
    [
      "an answer to no call",
      [user("a"), answered("x", "1")],
      {},
      "must be a response to a preceding message",
    ],
    [
      "an answer given twice",
      [user("a"), called("x"), answered("x", "1"), answered("x", "1")],
      {},
      "must be a response",
    ],
    [
      "a conversation that the assistant begins",
      [{ role: "assistant", content: "hi" }, user("a")],
      {},
      "must begin with a 'user'",
    ],
    [
      "a system message in the middle",
      [user("a"), { role: "system", content: "s" }, user("b")],
      {},
      "must come before",
    ],
    ["empty text", [user("")], {}, "must be non-empty"],
    ["nothing at all", [], {}, "messages"],
    [
      "the assistant's word last",
      [user("a"), { role: "assistant", content: "b" }],
      {},
      "the last message must be",
    ],
    ["an unknown role", [{ role: "robot", content: "x" }], {}, "messages.0.role"],
    [
      "an unknown argument",
      [user("a")],
      { temprature: 1 },
      "Unrecognized request argument supplied: temprature",
    ],
    [
      "a tool whose schema is not an object",
      [user("a")],
      { tools: [tool({ type: "string" })] },
      'type: "object"',
    ],
    [
      "a tool whose schema is not a schema",
      [user("a")],
      { tools: [tool({ type: "object", properties: { a: { type: "text" } } })] },
      "Invalid schema",
    ],
    [
      "a tool whose schema points nowhere",
      [user("a")],
      { tools: [tool({ type: "object", properties: { a: { $ref: "#/$defs/b" } } })] },
      "Invalid schema",
    ],
    [
      "two tools of one name",
      [user("a")],
      { tools: [tool({ type: "object" }), tool({ type: "object" })] },
      "must be unique",
    ],
    ["stream options without a stream", [user("a")], { stream_options: {} }, "only allowed when 'stream'"],
  ])("%s", async (_what, messages, more, reason) => {
    const response = await ask(messages, more);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { type: "invalid_request_error", message: expect.stringContaining(reason) },
    });
    expect(fake.ledger.violations).toMatchObject([{ code: 400 }]);
  });

  it("one without a key", async () => {
    const response = await fetch(`${fake.baseUrl}/chat/completions`, { method: "POST", body: "{}" });
    expect(response.status).toBe(401);
  });
});

describe("an injected failure", () => {
  const fail = (fault: object) => control({ port: fake.port }, "fail", { fault });

  it("is answered as the providers answer it, and is no violation", async () => {
    await fail({ kind: "refuse", code: 429, retry_after: 2 });
    const response = await ask([user("hello")]);
    expect([response.status, response.headers.get("retry-after")]).toEqual([429, "2"]);
    expect((await ask([user("hello")])).status).toBe(200);
    expect(fake.ledger.violations).toEqual([]);
  });

  it("can cut a stream in its middle", async () => {
    await fail({ kind: "lose-answer" });
    const cut = ask([user("hello")], { stream: true }).then((response) => response.text());
    await expect(cut).rejects.toThrow();
  });

  it("can stop a stream in its middle until the test lets go", async () => {
    await fail({ kind: "stall" });
    const response = await ask([user("hello")], { stream: true });
    const reader = response.body?.getReader();
    const first = new TextDecoder().decode((await reader?.read())?.value);
    expect(first).toContain("chat.completion.chunk");
    expect(first).not.toContain("[DONE]");
    await expect.poll(() => fake.ledger.faults.holding).toBe(1);
    await control({ port: fake.port }, "release");
    let rest = "";
    for (;;) {
      const read = await reader?.read();
      if (read === undefined || read.done) break;
      rest += new TextDecoder().decode(read.value);
    }
    expect(rest.trimEnd().endsWith("data: [DONE]")).toBe(true);
  });

  it("can be meant for one of several models", async () => {
    await control({ port: fake.port }, "fail", { fault: { kind: "refuse", code: 500 }, model: "other" });
    expect((await ask([user("hello")])).status).toBe(200);
    expect((await ask([user("hello")], { model: "other" })).status).toBe(500);
  });

  it("can hold an answer until the test lets go", async () => {
    await fail({ kind: "hold" });
    const held = ask([user("hello")]);
    await expect.poll(() => fake.ledger.faults.holding).toBe(1);
    await control({ port: fake.port }, "release");
    expect((await held).status).toBe(200);
    expect(await control({ port: fake.port }, "requests")).toHaveLength(1);
  });
});
