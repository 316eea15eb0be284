import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { PassThrough } from "node:stream";
import { type ModuleInput, OwnerId } from "@voxnix/protocol";
import { Tiktoken } from "js-tiktoken/lite";
import o200k from "js-tiktoken/ranks/o200k_base";
import { z } from "zod";
import type { Rule } from "../../../../tests/fakes/model/script.ts";
import { startFakeModel } from "../../../../tests/fakes/model/server.ts";
import { runTerminalClient } from "../channels/terminal/client.ts";
import { createExecutor } from "../executor/index.ts";
import { FakeExecutor } from "../executor/testing/fake.ts";

/** What a provider is sent: the parts that cost tokens. */
export const ModelRequest = z.object({
  messages: z.array(
    z.object({ role: z.string(), content: z.string().nullish(), tool_calls: z.unknown().optional() }),
  ),
  tools: z.array(z.unknown()),
});
export type ModelRequest = z.infer<typeof ModelRequest>;

export interface WishCost {
  who: string;
  wish: string;
  /** What went to the model, one for each call. */
  requests: ModelRequest[];
  /** Input tokens of each call. */
  tokens: number[];
}

const everyday = {
  create: "create a dev container with git and fish",
  look: "what is running?",
  stop: "stop dev",
};
const encoding = new Tiktoken(o200k);

/**
 * Says everyday wishes to an agent in a process of its own that has ten containers and thirty modules, with a
 * model server on the other side that calls one tool for each wish that needs one; counts what the server was sent.
 */
export async function wishCosts(): Promise<WishCost[]> {
  const folder = mkdtempSync(join(tmpdir(), "voxnix-cost-"));
  const [fake, model] = await Promise.all([FakeExecutor.start(), startFakeModel({ port: 0 })]);
  model.script(script);
  fake.modules = [...fake.modules, ...more];
  await haveContainers(fake);
  const chat = join(folder, "chat.sock");
  const agent = spawn(process.execPath, [join(import.meta.dirname, "..", "main.ts")], {
    env: {
      PATH: process.env.PATH,
      VOXNIX_AGENT_STATE: folder,
      VOXNIX_CHAT_SOCKET: chat,
      VOXNIX_SOCKET: fake.socketPath,
      VOXNIX_HTTP_PORT: "0",
      LLM_MODEL: "fake",
      LLM_BASE_URL: model.baseUrl,
      LLM_API_KEY: "fake",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    await lines(agent.stdout);
    const costs: WishCost[] = [];
    for (const who of people) {
      for (const wish of Object.values(everyday)) {
        const before = model.ledger.requests.length;
        await runTerminalClient({
          socketPath: chat,
          user: who,
          say: [wish],
          output: new PassThrough().resume(),
        });
        const requests = model.ledger.requests.slice(before).map((one) => ModelRequest.parse(one));
        costs.push({ who, wish, requests, tokens: requests.map(tokensOf) });
      }
    }
    return costs;
  } finally {
    agent.kill("SIGKILL");
    await once(agent, "exit");
    await model.close();
    fake.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const people = ["ada", "bob"];

const script: Rule[] = [
  {
    user: everyday.create,
    reply: {
      calls: [
        {
          tool: "create_container",
          arguments: { name: "dev", modules: [{ name: "git" }, { name: "fish" }] },
        },
      ],
    },
  },
  ...[22, 23].map((address) => ({
    user: everyday.create,
    result: `10.88.0.${address}`,
    reply: { text: `**dev** is running at 10.88.0.${address} with git and fish.` },
  })),
  { user: everyday.look, reply: { text: "**dev** is running, and ten others." } },
  { user: everyday.stop, reply: { calls: [{ tool: "stop_container", arguments: { name: "dev" } }] } },
  { user: everyday.stop, result: "dev", reply: { text: "**dev** is stopped." } },
];

// Of the size that the library's have.
const more = Array.from({ length: 24 }, (_, n): ModuleInput => {
  const setting = (name: string) => ({
    name,
    type: "TEXT" as const,
    description: "What it is for, in a sentence",
  });
  return {
    name: ["rust", "redis", "node", "python", "docker", "ssh"][n % 6] + String(n),
    summary: "a server with a database of yours, kept",
    settings: [setting("password"), setting("memoryMb")],
  };
});

async function haveContainers(fake: FakeExecutor): Promise<void> {
  const executor = createExecutor(fake.socketPath);
  const made = people.flatMap((who) =>
    Array.from({ length: 10 }, (_, n) => {
      const modules = [{ name: "git" }, { name: "workspace" }];
      const spec = { name: `box-${n}`, modules, packages: ["ripgrep"] };
      const requestId = `${who}-${n}`;
      return executor.change({ kind: "CREATE", owner: OwnerId.parse(`terminal:${who}`), requestId, spec });
    }),
  );
  await Promise.all(made);
  executor.close();
}

// As OpenAI counts messages (its cookbook on counting tokens); of the tools, the JSON as it is sent, which is the
// most that any provider can make of them.
function tokensOf({ messages, tools }: ModelRequest): number {
  const said = messages.map(({ role, content, tool_calls }) =>
    [role, content ?? "", tool_calls === undefined ? "" : JSON.stringify(tool_calls)].join(""),
  );
  const counted = [...said, ...tools.map((tool) => JSON.stringify(tool))].map(
    (text) => encoding.encode(text).length,
  );
  return counted.reduce((sum, count) => sum + count, 3 * messages.length + 3);
}

// Resolves when the agent is ready.
async function lines(output: NodeJS.ReadableStream): Promise<void> {
  for await (const line of createInterface({ input: output })) {
    if (JSON.parse(line).event === "ready") return;
  }
  throw new Error("the agent ended before it was ready");
}
