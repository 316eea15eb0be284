import type { Progress } from "@voxnix/sandbox";
import { seeded } from "../soak/random.ts";
import { attemptUntil, looseBytes, target, writeLoose, writeSynced } from "./attempt.ts";
import { cuts as allCuts, type Cut, nameOf } from "./cuts.ts";
import { type Facts, factsOf } from "./facts.ts";
import type { Computer } from "./guest.ts";
import { judge, type Verdict } from "./verdict.ts";
import { keyOf, type World } from "./world.ts";

/** One power cut and what was found after it. */
export interface Outcome {
  readonly cut: Cut;
  readonly problems: readonly string[];
  readonly ending: string;
  /** Blocks of 4 KiB that the disk had not written yet: how many were lost, and how many made it all the same. */
  readonly blocks: { readonly lost: number; readonly kept: number } | undefined;
  /** What became of a file that nobody had synced. */
  readonly loose: "lost" | "damaged" | "kept";
  readonly bootSeconds: number;
  readonly seconds: number;
}

export interface RunOptions {
  readonly cuts: readonly Cut[];
  /** Decides what a disk keeps of what was not flushed, for each cut by itself: alone it goes the same way. */
  readonly seed: number;
  /** Whether creates and updates lead to images that have to be built first. */
  readonly newImages: boolean;
  readonly progress: Progress;
}

/** How long the host may take to come to rest after its boot. */
const settleDeadlineMs = 900_000;

/** Cuts the power again and again, and compares after each boot what is there with what has to be. */
export async function* run(machine: Computer, start: World, options: RunOptions): AsyncGenerator<Outcome> {
  const { cuts, progress, seed, newImages } = options;
  let world = start;
  await boot(machine, progress);
  await settled(machine, world, options);
  for (const [number, cut] of cuts.entries()) {
    const began = performance.now();
    const title = `${number + 1} of ${cuts.length}: ${nameOf(cut)}`;
    const random = seeded(seed * 1_000 + allCuts.indexOf(cut)).next;
    const { attempt, blocks, written } = await progress.step(title, async (report) => {
      report("writing files");
      const chosen = target(world);
      const sum = await writeSynced(machine.guest, chosen, number);
      report("waiting for its moment");
      const attempted = await attemptUntil(machine.guest, world, cut, { number, newImages });
      await writeLoose(machine.guest, number);
      return {
        attempt: attempted,
        blocks: await machine.cutPower(cut.loss, random),
        written: { [sum]: `synced-${number} of ${keyOf(chosen)}` },
      };
    });
    world = { ...world, synced: { ...world.synced, ...written } };
    const bootSeconds = await boot(machine, progress);
    const { facts, verdict } = await settled(machine, world, options, attempt);
    world = { ...world, containers: [...verdict.containers] };
    if (verdict.problems.length > 0) await explain(machine.guest, verdict.problems, facts, progress);
    yield {
      cut,
      blocks,
      bootSeconds,
      problems: verdict.problems,
      ending: verdict.ending,
      loose: looseOf(facts, number),
      seconds: (performance.now() - began) / 1000,
    };
  }
}

async function boot(machine: Computer, progress: Progress): Promise<number> {
  const began = performance.now();
  await progress.step("Switching it on", async (report) => {
    const { state, tries } = await machine.on(report);
    if (state !== "running") report(state);
    if (tries > 1) progress.note(`It took ${tries} tries.`);
  });
  return (performance.now() - began) / 1000;
}

/** Waits until nothing changes any more: no operation is under way, and what is to start has started. */
async function settled(
  machine: Computer,
  world: World,
  { progress }: RunOptions,
  attempt?: Parameters<typeof judge>[2],
): Promise<{ facts: Facts; verdict: Verdict }> {
  return progress.step("Comparing what is there with what has to be", async (report) => {
    const { guest } = machine;
    const deadline = performance.now() + settleDeadlineMs;
    for (;;) {
      const moving = await movement(guest).catch((error: unknown) => String(error));
      if (moving === "") break;
      report(moving);
      if (performance.now() > deadline) {
        progress.note(`It did not come to rest within ${settleDeadlineMs / 1000} s: ${moving}`);
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
    report("reading the facts");
    const facts = await factsOf(guest);
    return { facts, verdict: judge(facts, world, attempt) };
  });
}

/** Says what went wrong and what the executor has to say to that: the next boot takes it away. */
async function explain(
  guest: Computer["guest"],
  problems: readonly string[],
  { operations }: Facts,
  progress: Progress,
): Promise<void> {
  for (const problem of problems) progress.note(`✗ ${problem}`);
  for (const { kind, container, error } of operations)
    if (error) progress.note(`  ${kind} ${container}: ${error.reason} ${error.message}`);
  const { output } = await guest.run("journalctl --boot --unit=voxnix-executor --output=cat --lines=60");
  for (const line of output.split("\n")) progress.note(`  ${line}`);
}

/** What is still under way; empty if nothing is. */
async function movement({ admin }: Computer["guest"]): Promise<string> {
  const { operations } = await admin.operations.List({ underwayOnly: true }, { deadlineMs: 60_000 });
  const { containers } = await admin.containers.List({}, { deadlineMs: 60_000 });
  const moving = containers.filter(
    ({ state, autostart }) =>
      state === "STARTING" || state === "STOPPING" || (autostart && state === "STOPPED"),
  );
  return [...operations.map(({ id }) => id), ...moving.map(({ name, state }) => `${name} ${state}`)].join(
    ", ",
  );
}

function looseOf({ loose }: Facts, number: number): Outcome["loose"] {
  const size = loose.get(`loose-${number}`);
  if (size === undefined) return "lost";
  return size === looseBytes ? "kept" : "damaged";
}
