import { medianRow } from "../../row.ts";
import type { Section } from "../../section.ts";
import { median } from "../../statistics.ts";
import { lengthenHistory } from "../../world/history.ts";
import { scriptModel } from "../../world/model.ts";
import { newSayer } from "../../world/says.ts";
import { exporting } from "../../world/traces.ts";
import { overheads } from "../chat.ts";

/** A conversation that went on for years. */
export const history: Section = {
  title: "growth: messages of history",
  long: true,
  rows: ["growth.history.10000.turn-overhead-ms"],
  run: async (bench) => {
    await scriptModel([{ reply: { text: "Noted." } }]);
    await bench.world.useFakeModel(exporting);
    const sayer = await newSayer();
    const points: (readonly [number, number])[] = [];
    for (const size of bench.quick ? [2, 10_000] : [2, 100, 1_000, 3_000, 10_000]) {
      await sayer.says("the first of many words", /Noted/);
      lengthenHistory(sayer.owner, size);
      const samples = await overheads(sayer, bench.times(25, 8));
      points.push([size, median(samples)]);
      if (size === 10_000) bench.report(medianRow("growth.history.10000.turn-overhead-ms", "ms", samples));
    }
    sayer.close();
    await bench.world.useOfflineModel();
    bench.curve({
      name: "growth-history",
      title: "Messages of history",
      size: "messages in the chat",
      unit: "ms",
      lines: [{ label: "the agent's part of a turn", points }],
    });
  },
};
