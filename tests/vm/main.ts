// What a power cut leaves: npm run test:vm [-- --only TEXT] [--sample N] [--seed N] [--write] [--new-images] [--sandbox]
// What containers can take that want all: npm run test:vm -- --limits [--only TEXT] [--write]
import { parseArgs } from "node:util";
import { assertPossible, progressOn, reportFailure, SandboxError } from "@voxnix/sandbox";
import { appliance, machine } from "./computers.ts";
import { cuts, nameOf, sampled } from "./cuts.ts";
import { measureLimits } from "./limits/measure.ts";
import { summary, writeOutcome } from "./report.ts";
import { type Outcome, run } from "./run.ts";
import { inhabitants } from "./world.ts";

const progress = progressOn();

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: "string", default: "" },
      sample: { type: "string", default: "100" },
      seed: { type: "string", default: "1" },
      memory: { type: "string", default: "2048" },
      // Without a machine: the file system of a sandbox is ended instead.
      sandbox: { type: "boolean", default: false },
      // An emulated processor takes minutes to evaluate and build one.
      "new-images": { type: "boolean", default: false },
      write: { type: "boolean", default: false },
      // No power cut, but containers that want all there is.
      limits: { type: "boolean", default: false },
    },
  });
  assertPossible();
  const { only, write } = values;
  const memoryMb = Number(values.memory);
  if (values.limits) return measureLimits({ only, write, memoryMb }, progress);
  const seed = Number(values.seed);
  const named = cuts.filter((cut) => nameOf(cut).includes(only));
  const chosen = sampled(named, Number(values.sample), seed);
  if (chosen.length === 0) throw new SandboxError("There is no such power cut: see tests/vm/cuts.ts.");
  const began = performance.now();
  const { computer, world, dispose } = values.sandbox
    ? await appliance(inhabitants, progress)
    : await machine(memoryMb, progress);
  const how = { seed, sandbox: values.sandbox };
  const outcomes: Outcome[] = [];
  const tell = () => {
    process.stdout.write(summary(outcomes, how, (performance.now() - began) / 1000));
  };
  // What was seen until then is worth to be told.
  const stop = async () => {
    tell();
    await dispose();
    process.exit(130);
  };
  process.once("SIGINT", stop).once("SIGTERM", stop);
  let whole = true;
  try {
    const options = { cuts: chosen, seed, progress, newImages: values.sandbox || values["new-images"] };
    for await (const outcome of run(computer, world, options)) {
      outcomes.push(outcome);
      if (write) writeOutcome(outcome, how);
    }
  } catch (error) {
    reportFailure(error);
    whole = false;
  } finally {
    await dispose();
  }
  tell();
  return whole && outcomes.every(({ problems }) => problems.length === 0) ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.exitCode = reportFailure(error);
}
