import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { VoxnixError } from "@voxnix/protocol";
import { expect, test } from "vitest";
import { z } from "zod";
import { FakeMachines, testEngine } from "../testing/engine.ts";
import { someRecord } from "../testing/record.ts";

const Step = z.object({ kind: z.string(), container: z.string(), step: z.string(), at: z.string() });
const Write = z.object({ file: z.string(), at: z.string() });

async function observed(machines: FakeMachines): Promise<{ steps: string[]; files: string[] }> {
  const engine = await testEngine({ machines });
  const steps: string[] = [];
  const files: string[] = [];
  const onStep = (message: unknown) => {
    const { kind, container, step, at } = Step.parse(message);
    steps.push(`${kind} ${container} ${at} ${step}`);
  };
  const onWrite = (message: unknown) => {
    const { file, at } = Write.parse(message);
    files.push(`${at} ${file.split("/").at(-1)}`);
  };
  subscribe("voxnix:step", onStep);
  subscribe("voxnix:write", onWrite);
  const request = { role: "tenant", requestId: undefined, fingerprint: "" } as const;
  const operation = await engine.registry.begin({ kind: "CREATE", record: someRecord(), ...request });
  await operation.ended;
  unsubscribe("voxnix:step", onStep);
  unsubscribe("voxnix:write", onWrite);
  return { steps, files };
}

test("whoever observes the process is told of each step and each file, before and after", async () => {
  const { steps, files } = await observed(new FakeMachines());
  expect(steps.slice(0, 3)).toEqual([
    "CREATE dev before reserve",
    "CREATE dev after reserve",
    "CREATE dev before compose",
  ]);
  expect(steps.at(-1)).toBe("CREATE dev after tidy");
  expect(files.slice(0, 3)).toEqual(["before journal.jsonl", "after journal.jsonl", "before journal.jsonl"]);
  expect(files).toContain("after record.json");
});

test("undoing is told as well", async () => {
  const machines = new FakeMachines();
  machines.before = (call) => {
    if (call === "start") throw new VoxnixError("START_FAILED", "no");
  };
  const { steps } = await observed(machines);
  expect(steps.slice(-2)).toEqual(["CREATE dev undo-before reserve", "CREATE dev undo-after reserve"]);
});
