import { until } from "../../../system/harness/until.ts";
import { countRow } from "../../row.ts";
import type { Section } from "../../section.ts";
import { median, quantile } from "../../statistics.ts";
import { holdAnswers, letGo, modelStatus, scriptModel } from "../../world/model.ts";
import { newSayer } from "../../world/says.ts";
import { residentMb } from "../../world/unit.ts";

/** Many people at once, and a model that takes its time. */
export const chats: Section = {
  title: "growth: chats at once against a slow model",
  long: true,
  rows: [
    ...[
      "growth.chats.200.waiting-at-the-model",
      "growth.chats.200.reply-p50-ms",
      "growth.chats.200.reply-last-ms",
    ],
    ...["growth.chats.200.lost", "growth.chats.200.other-answer-ms", "growth.chats.200.rss-mb"],
  ],
  run: async (bench) => {
    await scriptModel([{ reply: { text: "Noted." } }]);
    await bench.world.useFakeModel();
    const last: (readonly [number, number])[] = [];
    const middle: (readonly [number, number])[] = [];
    for (const size of bench.quick ? [200] : [10, 50, 100, 200]) {
      const sayers = await Promise.all(Array.from({ length: size }, newSayer));
      await holdAnswers(size);
      const begun: { releasedMs: number } = { releasedMs: 0 };
      const answers = Promise.allSettled(
        sayers.map(async (sayer) => {
          await sayer.says("a remark", /Noted/);
          return performance.now() - begun.releasedMs;
        }),
      );
      // All of them ask at the same time: none waits for the answer of another.
      await until(
        `${size} people wait for the model`,
        async () => (await modelStatus()).holding === size,
      ).catch(async (error) => {
        await letGo();
        throw error;
      });
      const other = await newSayer();
      const command = await other.says("/status", /./);
      other.close();
      const rss = await residentMb("agent", 2);
      begun.releasedMs = performance.now();
      await letGo();
      const told = await answers;
      for (const sayer of sayers) sayer.close();
      const waits = told.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
      if (size === 200) bench.report(countRow("growth.chats.200.lost", told.length - waits.length));
      last.push([size, Math.max(...waits)]);
      middle.push([size, median(waits)]);
      if (size === 200)
        bench.report(
          countRow("growth.chats.200.waiting-at-the-model", size),
          countRow("growth.chats.200.reply-p50-ms", quantile(waits, 0.5), "ms"),
          countRow("growth.chats.200.reply-last-ms", Math.max(...waits), "ms"),
          countRow("growth.chats.200.other-answer-ms", command.ms, "ms"),
          countRow("growth.chats.200.rss-mb", median(rss), "MB"),
        );
    }
    await bench.world.useOfflineModel();
    bench.curve({
      name: "growth-chats",
      title: "Chats at once against a slow model",
      size: "chats at once",
      unit: "ms",
      lines: [
        { label: "the last has its reply, after the model answered all", points: last },
        { label: "half of them have", points: middle },
      ],
    });
  },
};
