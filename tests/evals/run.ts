import { createLog } from "@voxnix/daemon";
import { type ChosenModel, createBrain, type StoredMessage } from "../../services/agent/src/brain/index.ts";
import { createExecutor } from "../../services/agent/src/executor/index.ts";
import { FakeExecutor } from "../../services/agent/src/executor/testing/fake.ts";
import type { Before, EvalCase } from "./case.ts";
import { makeWorld, owner } from "./world.ts";

/** What a model did with a message. */
export interface Did {
  calls: [tool: string, args: Record<string, unknown>][];
  reply: string;
  usage: { inputTokens: number; outputTokens: number; costUsd: number };
}

/** Says the message to a model that has the real tools, on a fake host. */
export async function run(model: ChosenModel, { say, world = "two", before = [] }: EvalCase): Promise<Did> {
  const fake = await FakeExecutor.start();
  await makeWorld(fake, world);
  const executor = createExecutor(fake.socketPath);
  const calls: Did["calls"] = [];
  try {
    const brain = createBrain({ executor, models: [model], log: createLog("silent") });
    const { reply, usage = [] } = await brain.turn({
      turn: "turn-1",
      owner,
      role: "owner",
      model: undefined,
      containersAtMost: undefined,
      history: before.flatMap(asHistory),
      text: say,
      signal: AbortSignal.timeout(180_000),
      onEvent: (event) => {
        if (event.type === "tool-call") calls.push([event.tool, event.arguments]);
      },
      ask: () => {},
      awaitSecret: () => {},
      beginOperation: () => {},
    });
    const total = { inputTokens: 0, outputTokens: 0, costUsd: 0 };
    for (const { inputTokens, outputTokens, costUsd = 0 } of usage) {
      total.inputTokens += inputTokens;
      total.outputTokens += outputTokens;
      total.costUsd += costUsd;
    }
    return { calls, reply, usage: total };
  } finally {
    executor.close();
    fake.close();
  }
}

function asHistory({ said, calls = [], reply, failed = false }: Before, index: number): StoredMessage[] {
  const stored = calls.map(([tool, args = {}], place) => ({
    id: `past-${index}-${place}`,
    tool,
    arguments: { ...args },
  }));
  return [
    { role: "user", text: said },
    ...(stored.length === 0 ? [] : [{ role: "assistant" as const, text: "", calls: stored }]),
    ...stored.map(({ id, tool }) => ({ role: "tool" as const, call: id, tool, ok: !failed, text: reply })),
    { role: "assistant", text: reply, calls: [] },
  ];
}
