// What a power cut leaves: npm run test:vm [-- --during create|update|destroy|rest] [--from N] [--cuts N] [--seed N] [--markdown] [--new-images] [--sandbox]
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import {
  assertPossible,
  installTools,
  onHostOrThrow,
  progressOn,
  reportFailure,
  SandboxError,
  sandboxPaths,
} from "@voxnix/sandbox";
import { seeded } from "../soak/random.ts";
import { Appliance } from "./appliance.ts";
import { cuts } from "./cuts.ts";
import type { Computer } from "./guest.ts";
import { image } from "./image.ts";
import { inhabit } from "./inhabit.ts";
import { kernel } from "./kernel.ts";
import { Machine } from "./machine.ts";
import { summary, writeSection } from "./report.ts";
import { type Outcome, run } from "./run.ts";
import { VolatileDisk } from "./volatile-disk.ts";
import { inhabitants, type World } from "./world.ts";

const progress = progressOn();
/** What boots fail to do within this time they never do: software emulation stalls now and then. */
const bootDeadlineMs = 600_000;
const tools = [
  { program: "qemu-system-x86_64", package: "qemu-system-x86" },
  { program: "mkfs.ext4", package: "e2fsprogs" },
  { program: "mmdebstrap", package: "mmdebstrap" },
  { program: "setpriv", package: "util-linux" },
];

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      during: { type: "string" },
      from: { type: "string", default: "1" },
      cuts: { type: "string", default: "100" },
      seed: { type: "string", default: "1" },
      memory: { type: "string", default: "2048" },
      // Without a machine: the file system of a sandbox is ended instead.
      sandbox: { type: "boolean", default: false },
      // An emulated processor takes minutes to evaluate and build one.
      "new-images": { type: "boolean", default: false },
      markdown: { type: "boolean", default: false },
    },
  });
  assertPossible();
  const chosen = cuts
    .filter(({ during }) => values.during === undefined || during === values.during)
    .slice(Number(values.from) - 1)
    .slice(0, Number(values.cuts));
  if (chosen.length === 0) throw new SandboxError("There is no such power cut: see tests/vm/cuts.ts.");
  const began = performance.now();
  const { computer, world, dispose } = values.sandbox
    ? await appliance()
    : await machine(Number(values.memory));
  const random = seeded(Number(values.seed)).next;
  const outcomes: Outcome[] = [];
  let whole = true;
  const tell = () => {
    const seconds = (performance.now() - began) / 1000;
    const result = { outcomes, seconds, seed: Number(values.seed), sandbox: values.sandbox };
    process.stdout.write(summary(result));
    if (values.markdown) writeSection(result);
  };
  // What was seen until then is worth to be told.
  const stop = async () => {
    tell();
    await computer.kill();
    dispose();
    process.exit(130);
  };
  process.once("SIGINT", stop).once("SIGTERM", stop);
  try {
    const options = { cuts: chosen, random, progress, newImages: values.sandbox || values["new-images"] };
    for await (const outcome of run(computer, world, options)) outcomes.push(outcome);
  } catch (error) {
    reportFailure(error);
    whole = false;
  } finally {
    await computer.kill();
    dispose();
  }
  tell();
  return whole && outcomes.every(({ problems }) => problems.length === 0) ? 0 : 1;
}

interface Ready {
  computer: Computer;
  world: World;
  /** Takes away what it lay on. */
  dispose: () => void;
}

async function machine(memoryMb: number): Promise<Ready> {
  if (process.arch !== "x64")
    throw new SandboxError(`The machine is an x86-64; this one is ${process.arch}: add --sandbox.`);
  await installTools(tools, progress);
  const paths = sandboxPaths(undefined, "vm");
  const from = await kernel(paths.cache, progress);
  const made = await image(from, progress);
  const folder = join(paths.instance, "machine");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "disk.img");
  await onHostOrThrow(["cp", "--sparse=always", made.disk, path], "copy the machine's disk");
  const disk = new VolatileDisk(path);
  const options = { kernel: from, disk, folder, memoryMb, cpus: 2, bootDeadlineMs, tries: 3 };
  return {
    ...{ computer: new Machine(options), world: made.world },
    dispose() {
      disk.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function appliance(): Promise<Ready> {
  const computer = new Appliance();
  await computer.make(progress);
  const synced = await inhabit(computer.paths, progress);
  await computer.off();
  return { computer, world: { containers: [...inhabitants], synced }, dispose: () => {} };
}

try {
  process.exitCode = await main();
} catch (error) {
  process.exitCode = reportFailure(error);
}
