import { medianRow } from "../../row.ts";
import type { Section } from "../../section.ts";
import { timed } from "../../side-by-side.ts";
import { median } from "../../statistics.ts";
import { withExecutorSettings } from "../../world/executor-settings.ts";
import { largeLibrary, removeLibrary } from "../../world/library.ts";
import { newName } from "../../world/names.ts";
import { newSayer } from "../../world/says.ts";

/** A library with a module for everything. */
export const modules: Section = {
  title: "growth: modules in the library",
  long: true,
  rows: [
    ...["growth.modules.1000.catalogue-ms", "growth.modules.1000.list-ms"],
    ...["growth.modules.1000.turn-ms", "growth.modules.1000.create-ms"],
  ],
  run: async (bench) => {
    const costs: Record<string, (readonly [number, number])[]> = {
      catalogue: [],
      list: [],
      turn: [],
      create: [],
    };
    const sayer = await newSayer();
    for (const size of bench.quick ? [1_000] : [20, 100, 300, 1_000]) {
      const library = await largeLibrary(size);
      await withExecutorSettings({ VOXNIX_LIBRARY: library }, async () => {
        const { tenant } = bench.world;
        await tenant.ready(20_000);
        // Read, or waited for, once after a start.
        const first = await timed(() => tenant.modules.List({}, { deadlineMs: 60_000 }));
        const lists: number[] = [];
        const looks: number[] = [];
        for (let time = 0; time < bench.times(20, 5); time++) {
          lists.push(await timed(() => tenant.modules.List({})));
          looks.push((await sayer.says("what is running?", /./)).ms);
        }
        const creates: number[] = [];
        for (let time = 0; time < bench.times(4, 2); time++) {
          const name = newName();
          creates.push(
            (await sayer.says(`create a container called ${name} with git and fish`, /is running/)).ms,
          );
          await sayer.confirms(`destroy ${name}`, /is gone/);
        }
        // The first of them built the image anew: the library is another.
        creates.shift();
        costs.catalogue?.push([size, first]);
        costs.list?.push([size, median(lists)]);
        costs.turn?.push([size, median(looks)]);
        costs.create?.push([size, median(creates)]);
        if (size === 1_000)
          bench.report(
            medianRow("growth.modules.1000.catalogue-ms", "ms", [first]),
            medianRow("growth.modules.1000.list-ms", "ms", lists),
            medianRow("growth.modules.1000.turn-ms", "ms", looks),
            medianRow("growth.modules.1000.create-ms", "ms", creates),
          );
      });
    }
    sayer.close();
    await removeLibrary();
    const curve = { size: "modules", unit: "ms" };
    const lines = (...labels: string[]) => labels.map((label) => ({ label, points: costs[label] ?? [] }));
    bench.curve({
      ...curve,
      name: "growth-modules",
      title: "Modules: turns and lists",
      lines: lines("turn", "list"),
    });
    bench.curve({
      ...curve,
      name: "growth-modules-evaluation",
      title: "Modules: first look after a start, create",
      lines: lines("catalogue", "create"),
    });
  },
};
