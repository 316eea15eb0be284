import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { HumanMessage } from "@langchain/core/messages";
import { expect, test } from "vitest";
import { chooseModel } from "./choose.ts";

async function failureOf(status: number): Promise<string> {
  const server = createServer((_request, response) => {
    response.writeHead(status, { "content-type": "application/json", "x-should-retry": "false" });
    response.end(JSON.stringify({ error: { message: "bad key sk-secret-123", type: "x", code: "x" } }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  try {
    return await sentence(`http://127.0.0.1:${port}/v1`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function sentence(baseUrl: string): Promise<string> {
  const chosen = chooseModel({ name: "openrouter:some/model", baseUrl, apiKey: "sk-secret-123", retries: 0 });
  const model = await chosen.load();
  const error = await model.invoke([new HumanMessage("hello")]).catch((thrown: unknown) => thrown);
  return chosen.errorText(error);
}

test.each([
  [401, "check OPENROUTER_API_KEY"],
  [402, "no credit left"],
  [404, "check LLM_MODEL"],
  [400, "did not accept the request (HTTP 400)"],
])("HTTP %d of a provider becomes a sentence with what to do, without the key", async (status, part) => {
  const text = await failureOf(status);
  expect(text).toContain(part);
  expect(text).toContain("openrouter:some/model");
  expect(text).not.toContain("sk-secret");
});

test("a provider that is not there is told as unreachable", async () => {
  expect(await sentence(`http://127.0.0.1:${await closedPort()}/v1`)).toContain("cannot be reached");
});

test("offline needs neither key nor network", async () => {
  const chosen = chooseModel({ name: "offline", baseUrl: undefined, apiKey: undefined });
  expect((await chosen.load())._llmType()).toBe("offline");
});

test("a model of a provider that is not known needs an address, and the error names the variables", () => {
  const config = { name: "acme:best", baseUrl: undefined, apiKey: "sk" };
  expect(() => chooseModel(config)).toThrow(/^LLM_MODEL=acme:best .*LLM_BASE_URL=/);
  expect(chooseModel({ ...config, baseUrl: "http://127.0.0.1:11434/v1" }).name).toBe("acme:best");
});
