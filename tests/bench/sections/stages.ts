import { countRow, medianRow } from "../row.ts";
import type { Bench, Section } from "../section.ts";
import { type Lasted, together, withBoundaries } from "../world/boundaries.ts";
import { newName } from "../world/names.ts";
import { newSayer } from "../world/says.ts";
import { exporting, only, type Trace, took, tracesOf } from "../world/traces.ts";

const prefix = "create.known-image.stage";
const overhead = "create.first.overhead-ms";
const ofAgent = ["queue", "model", "agent", "rpc", "delivery"];
const ofExecutor = ["reserve", "compose", "workspace", "install", "boot", "verify", "commit", "journal"];

/** Where the time of a create goes: from the agent's traces, and the moments that the executor publishes. */
export const stages: Section = {
  title: "the stages of a create",
  rows: [
    ...[...ofAgent, ...ofExecutor].map((stage) => `${prefix}.${stage}-ms`),
    "create.known-image.evaluations",
    "create.known-image.nix-programs",
    "create.known-image.programs",
    ...[overhead, "create.first.ms", "create.first.nix-ms"],
  ],
  run: async (bench) => {
    await withBoundaries({}, async (lasted) => {
      if (bench.wants("create.known-image")) {
        await bench.world.useOfflineModel(exporting);
        await known(bench, lasted);
        await bench.world.useOfflineModel();
      }
      if (bench.wants("create.first")) await firstImages(bench, lasted);
    });
  },
};

async function known(bench: Bench, lasted: () => Lasted[]): Promise<void> {
  const rounds = bench.times(10, 4);
  const sayer = await newSayer();
  const create = async (): Promise<string> => {
    const name = newName();
    await sayer.says(`create a container called ${name} with git and fish`, /is running/);
    return name;
  };
  await sayer.confirms(`destroy ${await create()}`, /is gone/);
  const samples = new Map<string, number[]>();
  const programs: Lasted[][] = [];
  for (let round = 0; round < rounds; round++) {
    lasted();
    const sinceMs = Date.now();
    const name = await create();
    const noted = lasted();
    const [trace] = await tracesOf(sayer.owner, sinceMs, 1);
    if (trace === undefined) throw new Error("A create left no trace.");
    for (const [stage, ms] of Object.entries(stagesOf(trace, noted)))
      samples.set(stage, [...(samples.get(stage) ?? []), ms]);
    programs.push(noted.filter(({ kind }) => kind === "program"));
    await sayer.confirms(`destroy ${name}`, /is gone/);
  }
  sayer.close();
  for (const [stage, values] of samples) bench.report(medianRow(`${prefix}.${stage}-ms`, "ms", values));
  const most = (which: (program: Lasted) => boolean) =>
    Math.max(...programs.map((all) => all.filter(which).length));
  bench.report(
    countRow("create.known-image.evaluations", most(isEvaluation)),
    countRow("create.known-image.nix-programs", most(isNix)),
    countRow(
      "create.known-image.programs",
      most(() => true),
    ),
  );
}

/** The parts of one create; together they are the time from the stored message to the said answer. */
function stagesOf(trace: Trace, noted: readonly Lasted[]): Record<string, number> {
  const turn = only(trace, "turn");
  const tool = only(trace, "tool");
  const operation = only(trace, "operation");
  const length = ({ start, end }: { start: number; end: number }) => end - start;
  const id = String(operation.attributes["voxnix.operation"]);
  const steps = noted.filter((one) => one.kind === "step" && one.operation === id);
  const model = took(trace, "model");
  return {
    queue: Math.max(0, turn.start - trace.update.start),
    model,
    agent: length(turn) - model - length(tool),
    rpc: Math.max(0, length(tool) - length(operation)),
    ...Object.fromEntries(steps.map(({ name, begunMs, endedMs }) => [name, endedMs - begunMs])),
    journal: Math.max(0, length(operation) - together(steps)),
    delivery: Math.max(0, trace.update.end - turn.end),
  };
}

const isNix = ({ name }: Lasted) => /^nix(-|$)/.test(name);
const isEvaluation = ({ name }: Lasted) => /^nix(-instantiate|-build)?$/.test(name);

const packages = ["fd", "fzf", "htop", "jq", "nano", "ripgrep", "tree", "wget", "zip", "unzip"] as const;

// A set of packages that no image has yet: which of them are in it are the bits of a number.
async function firstImages(bench: Bench, lasted: () => Lasted[]): Promise<void> {
  const { admin } = bench.world;
  const sayer = await newSayer();
  const before = new Set((await admin.images.List({})).images.map(({ path }) => path));
  const total: number[] = [];
  const inNix: number[] = [];
  const rest: number[] = [];
  let set = 3;
  while (total.length < bench.times(6, 2)) {
    const chosen = packages.filter((_package, bit) => (set & (1 << bit)) !== 0);
    set += 1;
    if (chosen.length < 2) continue;
    lasted();
    const name = newName();
    const { ms } = await sayer.says(
      `create a container called ${name} with git, ${chosen.join(", ")}`,
      /is running/,
    );
    const noted = lasted();
    await sayer.confirms(`destroy ${name}`, /is gone/);
    // It was known from before.
    if (!noted.some(isEvaluation)) continue;
    const nix = noted.filter(isNix);
    const steps = noted.filter(
      ({ kind, name }) => kind === "step" && (name === "install" || name === "boot"),
    );
    total.push(ms);
    inNix.push(together(nix));
    rest.push(ms - together([...nix, ...steps]));
  }
  sayer.close();
  for (const { path } of (await admin.images.List({})).images)
    if (!before.has(path)) await admin.images.Remove({ path });
  bench.report(
    medianRow("create.first.ms", "ms", total),
    medianRow("create.first.nix-ms", "ms", inNix),
    medianRow(overhead, "ms", rest),
  );
}
