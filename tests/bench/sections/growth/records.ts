import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sandboxPaths } from "@voxnix/sandbox";
import { z } from "zod";
import { inAppliance } from "../../../system/harness/appliance.ts";
import { until } from "../../../system/harness/until.ts";
import { medianRow } from "../../row.ts";
import type { Bench, Section } from "../../section.ts";
import { timed } from "../../side-by-side.ts";
import { median } from "../../statistics.ts";
import { newName } from "../../world/names.ts";
import { executorIdle } from "../../world/processor.ts";
import { newSayer } from "../../world/says.ts";
import { readyMs, residentMb } from "../../world/unit.ts";

/** The executor with many containers on record. They are not installed: that is what the others measure. */
export const records: Section = {
  title: "growth: records in the executor",
  long: true,
  rows: [
    ...["growth.records.500.list-ms", "growth.records.500.get-ms", "growth.records.500.create-ms"],
    ...["growth.records.500.ready-ms", "growth.records.500.rss-mb"],
  ],
  run: measure,
};

const owner = "bench:records";
const folder = () => join(sandboxPaths().root, "var/lib/voxnix/containers");
const machine = (place: number) => `grow${place}`;

async function measure(bench: Bench): Promise<void> {
  const { tenant } = bench.world;
  const sayer = await newSayer();
  const name = newName();
  await sayer.says(`create a container called ${name} with git and fish`, /is running/);
  const model = z
    .looseObject({})
    .parse(JSON.parse(readFileSync(join(folder(), name, "record.json"), "utf8")));
  const costs: Record<string, (readonly [number, number])[]> = { list: [], get: [], create: [], ready: [] };
  let rss = 0;
  let made = 0;
  try {
    for (const size of bench.quick ? [0, 500] : [0, 50, 100, 250, 500]) {
      await inAppliance("systemctl", "stop", "voxnix-executor.service");
      for (; made < size; made++) write(made, model);
      const ready = [];
      for (let time = 0; time < bench.times(3, 1); time++) ready.push(await readyMs("executor"));
      await tenant.ready(20_000);
      await executorIdle();
      // The agent finds its way back to the executor by itself.
      await until("the agent reaches the executor", async () => {
        await sayer.says("what is running?", /running/);
        return true;
      });
      const { containers } = await tenant.containers.List({ owner }, { deadlineMs: 60_000 });
      if (containers.length !== size) throw new Error(`Of ${size} records ${containers.length} are listed.`);
      const calls = bench.times(60, 20);
      const lists = await repeated(calls, () => tenant.containers.List({ owner }, { deadlineMs: 60_000 }));
      const gets = await repeated(calls, () => tenant.containers.Get({ owner: sayer.owner, name }));
      const creates: number[] = [];
      for (let time = 0; time < bench.times(4, 1); time++) {
        const box = newName();
        creates.push(
          (await sayer.says(`create a container called ${box} with git and fish`, /is running/)).ms,
        );
        await sayer.confirms(`destroy ${box}`, /is gone/);
      }
      costs.list?.push([size, median(lists)]);
      costs.get?.push([size, median(gets)]);
      costs.create?.push([size, median(creates)]);
      costs.ready?.push([size, median(ready)]);
      if (size === 500) {
        bench.report(
          medianRow("growth.records.500.list-ms", "ms", lists),
          medianRow("growth.records.500.get-ms", "ms", gets),
          medianRow("growth.records.500.create-ms", "ms", creates),
          medianRow("growth.records.500.ready-ms", "ms", ready),
        );
        const resident = await residentMb("executor");
        rss = median(resident);
        bench.report(medianRow("growth.records.500.rss-mb", "MB", resident));
      }
    }
  } finally {
    await inAppliance("systemctl", "stop", "voxnix-executor.service");
    for (let place = 0; place < made; place++)
      rmSync(join(folder(), machine(place)), { recursive: true, force: true });
    await inAppliance("systemctl", "start", "voxnix-executor.service");
    await tenant.ready(20_000);
    await sayer.confirms(`destroy ${name}`, /is gone/);
    sayer.close();
  }
  bench.tell(`500 records: ${Math.round(rss)} MB`);
  const curve = { size: "containers on record", unit: "ms" };
  const lines = (...labels: string[]) => labels.map((label) => ({ label, points: costs[label] ?? [] }));
  bench.curve({ ...curve, name: "growth-records", title: "Records: questions", lines: lines("list", "get") });
  bench.curve({
    ...curve,
    name: "growth-records-changes",
    title: "Records: a create, the executor's start",
    lines: lines("create", "ready"),
  });
}

function write(place: number, model: object): void {
  const name = machine(place);
  mkdirSync(join(folder(), name), { recursive: true });
  const address = `10.88.${1 + (place >> 8)}.${place & 255}`;
  writeFileSync(
    join(folder(), name, "record.json"),
    JSON.stringify({ ...model, name, machine: name, owner, address }),
    { mode: 0o600 },
  );
}

async function repeated(times: number, call: () => Promise<unknown>): Promise<number[]> {
  for (let warm = 0; warm < 3; warm++) await call();
  const samples: number[] = [];
  for (let time = 0; time < times; time++) samples.push(await timed(call));
  return samples;
}
