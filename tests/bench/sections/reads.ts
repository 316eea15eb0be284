import { medianRow, percentileRows } from "../row.ts";
import type { Bench, Section } from "../section.ts";
import { timed } from "../side-by-side.ts";
import { openHealth } from "../world/health.ts";
import { newName } from "../world/names.ts";
import { newSayer } from "../world/says.ts";

/** Questions to the executor, with one container there. How they fare with a hundred is in at-100.ts. */
export const reads: Section = {
  title: "questions",
  rows: [
    ...["rpc.floor-us", "get.p50-ms", "get.p99-ms", "list.1.p50-ms", "list.1.p99-ms"],
    ...["exec.p50-ms", "exec.p99-ms", "logs.first-line-ms"],
  ],
  run: measure,
};

async function measure(bench: Bench): Promise<void> {
  const { tenant } = bench.world;
  const sayer = await newSayer();
  const { owner } = sayer;
  const name = newName();
  await sayer.says(`create a container called ${name} with git and fish`, /is running/);

  const health = openHealth();
  const floor = await repeated(bench.times(2_000, 500), () => health.check());
  health.close();
  bench.report(
    medianRow(
      "rpc.floor-us",
      "us",
      floor.map((ms) => ms * 1_000),
    ),
  );
  const gets = await repeated(bench.times(500, 100), () => tenant.containers.Get({ owner, name }));
  bench.report(...percentileRows("get", gets));
  const lists = await repeated(bench.times(500, 100), () => tenant.containers.List({ owner }));
  bench.report(...percentileRows("list.1", lists));
  const command = ["true"];
  const execs = await repeated(bench.times(100, 30), () =>
    drained(tenant.containers.Exec({ owner, name, command })),
  );
  bench.report(...percentileRows("exec", execs));
  const logs = await repeated(bench.times(100, 30), () =>
    first(tenant.containers.Logs({ owner, name, lines: 100 })),
  );
  bench.report(medianRow("logs.first-line-ms", "ms", logs));

  await sayer.confirms(`destroy ${name}`, /is gone/);
  sayer.close();
}

// The first calls pay for what is loaded then; they are not counted.
async function repeated(times: number, call: () => Promise<unknown>): Promise<number[]> {
  for (let warm = 0; warm < 5; warm++) await call();
  const samples: number[] = [];
  for (let time = 0; time < times; time++) samples.push(await timed(call));
  return samples;
}

async function drained(stream: AsyncIterable<unknown>): Promise<void> {
  for await (const _message of stream);
}

async function first(stream: AsyncIterable<unknown>): Promise<void> {
  for await (const _message of stream) return;
  throw new Error("The stream was empty.");
}
