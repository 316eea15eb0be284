import { finish } from "../../system/harness/operation.ts";
import { medianRow } from "../row.ts";
import type { Bench, Section } from "../section.ts";
import { newName } from "../world/names.ts";
import { newSayer } from "../world/says.ts";
import { idleMb, readyMs, residentMb } from "../world/unit.ts";

/** What it costs to start the services, and to have them run. */
export const ready: Section = {
  title: "starting the services",
  rows: ["executor.ready-ms", "agent.ready-ms"],
  run: async (bench) => {
    const rounds = bench.times(10, 4);
    for (const service of ["executor", "agent"] as const) {
      const samples: number[] = [];
      for (let round = 0; round < rounds; round++) samples.push(await readyMs(service));
      bench.report(medianRow(`${service}.ready-ms`, "ms", samples));
    }
  },
};

/** Memory when idle, after some use and after ten times that. */
export const memory: Section = {
  title: "memory",
  rows: ["executor", "agent"].flatMap((service) =>
    ["", "-after-10x", "-busy", "-busy-after-10x", "-growth", "-fresh"].map(
      (when) => `${service}.rss${when}-mb`,
    ),
  ),
  run: async (bench) => {
    if (bench.wants("executor.rss")) await ofExecutor(bench);
    if (bench.wants("agent.rss")) await ofAgent(bench);
  },
};

async function ofExecutor(bench: Bench): Promise<void> {
  const { tenant } = bench.world;
  const sayer = await newSayer();
  const { owner } = sayer;
  const name = newName();
  await sayer.says(`create a container called ${name} with git and fish`, /is running/);
  // An operation like any other, with lock, journal and audit, and no work for anybody else.
  const start = () => finish(tenant.containers.Start({ owner, name }));
  await readyMs("executor");
  await tenant.ready(10_000);
  await afterUse(bench, "executor", bench.times(100, 30), start);
  await sayer.confirms(`destroy ${name}`, /is gone/);
  sayer.close();
}

// Five people at once, as many as a household has.
async function ofAgent(bench: Bench): Promise<void> {
  await readyMs("agent");
  const sayers = await Promise.all(Array.from({ length: 5 }, newSayer));
  await afterUse(bench, "agent", bench.times(100, 12), () =>
    Promise.all(sayers.map((sayer) => sayer.says("what is running?", /./))),
  );
  for (const sayer of sayers) sayer.close();
}

async function afterUse(
  bench: Bench,
  service: "executor" | "agent",
  some: number,
  use: () => Promise<unknown>,
): Promise<void> {
  // What a process of its own age shows is noise of the garbage collector: the median of a few looks.
  await use();
  bench.report(medianRow(`${service}.rss-fresh-mb`, "MB", await residentMb(service)));
  for (let time = 1; time < some; time++) await use();
  bench.report(medianRow(`${service}.rss-busy-mb`, "MB", await residentMb(service)));
  const after = await idleMb(service);
  bench.report(medianRow(`${service}.rss-mb`, "MB", after));
  if (bench.quick) return bench.skip(`${service}.rss-after-10x-mb`, "takes minutes: not in a quick run");
  bench.tell(`${some * 10} more uses of the ${service}`);
  for (let time = 0; time < some * 9; time++) await use();
  bench.report(medianRow(`${service}.rss-busy-after-10x-mb`, "MB", await residentMb(service)));
  const muchLater = await idleMb(service);
  bench.report(medianRow(`${service}.rss-after-10x-mb`, "MB", muchLater));
  const growth = muchLater.map((value, look) => value - (after[look] ?? value));
  bench.report(medianRow(`${service}.rss-growth-mb`, "MB", growth));
}
