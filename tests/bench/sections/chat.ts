import { medianRow } from "../row.ts";
import type { Section } from "../section.ts";
import { median } from "../statistics.ts";
import { lengthenHistory } from "../world/history.ts";
import { scriptModel } from "../world/model.ts";
import { writes } from "../world/phone.ts";
import { newSayer, type Sayer } from "../world/says.ts";
import { exporting, type Trace, took, tracesOf } from "../world/traces.ts";

/** How soon a person sees that somebody is there. */
export const firstSign: Section = {
  title: "the first sign of life",
  rows: ["chat.first-sign-ms", "chat.look.ms"],
  run: async (bench) => {
    const [id = 0] = bench.world.telegramIds;
    await writes(id, "hello");
    const seen = [];
    for (let time = 0; time < bench.times(40, 10); time++) seen.push(await writes(id, "what is running?"));
    bench.report(
      medianRow(
        "chat.first-sign-ms",
        "ms",
        seen.map(({ firstSignMs }) => firstSignMs),
      ),
      medianRow(
        "chat.look.ms",
        "ms",
        seen.map(({ replyMs }) => replyMs),
      ),
    );
  },
};

const turns = 200;

/** What a turn costs beside the model and the tools, at the begin of a conversation and late in it. */
export const turnOverhead: Section = {
  title: "the agent's part of a turn",
  rows: ["chat.turn-overhead-ms", "chat.turn-overhead.no-history-ms", "chat.turn-overhead.growth-ms"],
  run: async (bench) => {
    await scriptModel([{ reply: { text: "Noted." } }]);
    await bench.world.useFakeModel(exporting);
    const sayer = await newSayer();
    const early = await overheads(sayer, bench.times(40, 10));
    // A turn without tools is two messages.
    lengthenHistory(sayer.owner, 2 * turns);
    const late = await overheads(sayer, bench.times(40, 10));
    sayer.close();
    await bench.world.useOfflineModel();
    bench.report(
      medianRow("chat.turn-overhead.no-history-ms", "ms", early),
      medianRow("chat.turn-overhead-ms", "ms", late),
      medianRow(
        "chat.turn-overhead.growth-ms",
        "ms",
        late.map((ms) => ms - median(early)),
      ),
    );
  },
};

/** Says things, and gives what the agent itself took for each. */
export async function overheads(sayer: Sayer, times: number): Promise<number[]> {
  await sayer.says("warm up", /Noted/);
  const sinceMs = Date.now();
  for (let time = 0; time < times; time++) await sayer.says(`remark ${time}`, /Noted/);
  return (await tracesOf(sayer.owner, sinceMs, times)).map(withoutModelAndTools);
}

function withoutModelAndTools(trace: Trace): number {
  const { start, end } = trace.update;
  return end - start - took(trace, "model") - took(trace, "tool");
}
