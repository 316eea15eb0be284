import { connectExecutor, type ExecutorClient, type OperationEvent } from "@voxnix/protocol";
import { sandboxPaths } from "@voxnix/sandbox";
import { finish } from "../../system/harness/operation.ts";
import { countRow, medianRow } from "../row.ts";
import type { Bench, Section } from "../section.ts";
import { median, quantile } from "../statistics.ts";
import { withExecutorSettings } from "../world/executor-settings.ts";
import { largeLibrary, removeLibrary } from "../world/library.ts";
import { newName } from "../world/names.ts";
import { executorCpuMs } from "../world/processor.ts";
import { residentMb } from "../world/unit.ts";

const owner = "bench:fanout";
const many = 50;

/** Many people watch one build, and one of them has stopped reading. */
export const fanout: Section = {
  title: "one build, many watchers",
  rows: [
    ...["events.fanout.events", "events.fanout.cpu-alone-ms", `events.fanout.cpu-${many}-ms`],
    ...[
      "events.fanout.cpu-us-an-event-and-watcher",
      "events.fanout.lateness-ms",
      "events.fanout.lateness-p99-ms",
    ],
    ...["events.fanout.lateness-with-stuck-ms", "events.fanout.lost", "events.fanout.rss-mb"],
  ],
  run: async (bench) => {
    const library = await largeLibrary(0);
    await withExecutorSettings({ VOXNIX_LIBRARY: library }, async () => {
      const alone = await build(bench, 0, false);
      const watched = await build(bench, many, false);
      const stuck = await build(bench, many, true);
      bench.report(
        countRow("events.fanout.events", watched.events),
        countRow("events.fanout.cpu-alone-ms", alone.cpuMs, "ms"),
        countRow(`events.fanout.cpu-${many}-ms`, watched.cpuMs, "ms"),
        countRow(
          "events.fanout.cpu-us-an-event-and-watcher",
          Math.max(0, ((watched.cpuMs - alone.cpuMs) * 1_000) / (watched.events * many)),
          "us",
        ),
        medianRow("events.fanout.lateness-ms", "ms", watched.lateness),
        {
          ...medianRow("events.fanout.lateness-p99-ms", "ms", watched.lateness),
          value: quantile(watched.lateness, 0.99),
        },
        medianRow("events.fanout.lateness-with-stuck-ms", "ms", stuck.lateness),
        countRow("events.fanout.lost", watched.lost + stuck.lost),
        medianRow("events.fanout.rss-mb", "MB", await residentMb("executor")),
      );
      bench.tell(`lateness: ${median(watched.lateness)} ms, with a stuck one ${median(stuck.lateness)} ms`);
    });
    await removeLibrary();
  },
};

interface Build {
  events: number;
  cpuMs: number;
  /** How long after its own time each event was there, at each watcher that reads. */
  lateness: number[];
  /** Watchers that read and did not see the end. */
  lost: number;
}

async function build(bench: Bench, watchers: number, stuck: boolean): Promise<Build> {
  const { tenant } = bench.world;
  const name = newName();
  const ticket = { text: `${Date.now()}` };
  const spec = { name, modules: [{ name: "talks", settings: { ticket } }] };
  const cpuBefore = await executorCpuMs();
  const clients = Array.from({ length: watchers }, () => connectExecutor(sandboxPaths().agentSocket));
  const hangUp = new AbortController();
  const lateness: number[] = [];
  const readers: Promise<OperationEvent | undefined>[] = [];
  let events = 0;
  for await (const event of tenant.containers.Create({ owner, spec })) {
    events += 1;
    const { accepted, operationId } = event;
    if (accepted === null || accepted === undefined) continue;
    readers.push(...clients.map((client) => read(client, operationId, lateness)));
    if (stuck) void stall(clients[0], operationId, hangUp.signal);
  }
  const last = await Promise.all(readers);
  hangUp.abort();
  for (const client of clients) client.close();
  const cpuMs = (await executorCpuMs()) - cpuBefore;
  await finish(tenant.containers.Destroy({ owner, name }));
  return { events, cpuMs, lateness, lost: last.filter((event) => !event?.done).length };
}

async function read(
  client: ExecutorClient,
  operationId: string,
  lateness: number[],
): Promise<OperationEvent | undefined> {
  let last: OperationEvent | undefined;
  const since = Date.now();
  for await (const event of client.operations.Watch({ owner, operationId })) {
    // What was before the watch began is late by nature.
    if (event.timeMs > since) lateness.push(Date.now() - event.timeMs);
    last = event;
  }
  return last;
}

// Takes the first event and then no more: what is sent stays in the pipes.
async function stall(
  client: ExecutorClient | undefined,
  operationId: string,
  signal: AbortSignal,
): Promise<void> {
  if (client === undefined) return;
  try {
    for await (const _event of client.operations.Watch({ owner, operationId }, { signal }))
      await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  } catch {
    // It is hung up in the end.
  }
}
