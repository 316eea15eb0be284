import { finish, succeed } from "../../system/harness/operation.ts";
import { medianRow, percentileRows } from "../row.ts";
import type { Bench, Section } from "../section.ts";
import { timed } from "../side-by-side.ts";
import { median } from "../statistics.ts";
import { withExecutorSettings } from "../world/executor-settings.ts";
import { newName } from "../world/names.ts";
import { newSayer } from "../world/says.ts";

const owner = "bench:hundred";
const modules = [
  { name: "git", settings: {} },
  { name: "fish", settings: {} },
];

/** The same with a hundred containers running on the host (twenty in a quick run). */
export const hundred: Section = {
  title: "with many containers running",
  rows: [
    ...["create.at-100.ms", "create.at-100.ratio-to-empty", "create.at-20.ms", "create.at-20.ratio-to-empty"],
    ...["list.100.p50-ms", "list.100.p99-ms", "list.20.p50-ms", "list.20.p99-ms"],
    ...["list.1-of-100.p50-ms", "list.1-of-20.p50-ms", "get.at-100.p50-ms", "get.at-20.p50-ms"],
    "list.growth-us-a-container",
  ],
  run: (bench) =>
    withExecutorSettings(
      {
        VOXNIX_MAX_CONTAINERS_PER_OWNER: "250",
        VOXNIX_OWNER_MEMORY_MB: "0",
        VOXNIX_OWNER_CPU_PERCENT: "0",
        VOXNIX_OWNER_TASKS: "0",
      },
      () => measure(bench),
    ),
};

async function measure(bench: Bench): Promise<void> {
  const many = bench.times(100, 20);
  const { tenant } = bench.world;
  const creates = bench.wants("create.at");
  const sayer = await newSayer();
  const create = async () => {
    const name = newName();
    const { ms } = await sayer.says(`create a container called ${name} with git and fish`, /is running/);
    await sayer.confirms(`destroy ${name}`, /is gone/);
    return ms;
  };
  const repeated = async (times: number) => {
    const samples: number[] = [];
    for (let time = 0; time < times; time++) samples.push(await create());
    return samples;
  };
  const rounds = bench.times(12, 4);
  await create();
  const empty = creates ? await repeated(rounds) : [];

  bench.tell(`starting ${many} containers`);
  const names = Array.from({ length: many }, newName);
  await each(names, (name) => succeed(tenant.containers.Create({ owner, spec: { name, modules } })));
  if (creates) {
    const full = await repeated(rounds);
    const emptyMs = median(empty);
    bench.report(
      medianRow(`create.at-${many}.ms`, "ms", full),
      medianRow(
        `create.at-${many}.ratio-to-empty`,
        "ratio",
        full.map((ms) => ms / emptyMs),
      ),
    );
  }
  await questions(bench, many, names[0] ?? "", sayer.owner);
  await each(names, (name) => finish(tenant.containers.Destroy({ owner, name })));
  sayer.close();
}

async function questions(bench: Bench, many: number, name: string, other: string): Promise<void> {
  const { tenant } = bench.world;
  const repeated = async (call: () => Promise<unknown>) => {
    for (let warm = 0; warm < 5; warm++) await call();
    const samples: number[] = [];
    for (let time = 0; time < bench.times(500, 60); time++) samples.push(await timed(call));
    return samples;
  };
  const all = await repeated(() => tenant.containers.List({ owner }));
  const none = await repeated(() => tenant.containers.List({ owner: other }));
  bench.report(
    ...percentileRows(`list.${many}`, all),
    medianRow(`list.1-of-${many}.p50-ms`, "ms", none),
    medianRow(`get.at-${many}.p50-ms`, "ms", await repeated(() => tenant.containers.Get({ owner, name }))),
    medianRow(
      "list.growth-us-a-container",
      "us",
      all.map((ms, time) => ((ms - (none[time] ?? ms)) * 1_000) / many),
    ),
  );
}

// A few at a time: more would only wait for the processors.
async function each(names: readonly string[], work: (name: string) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < names.length; at += 5) await Promise.all(names.slice(at, at + 5).map(work));
}
