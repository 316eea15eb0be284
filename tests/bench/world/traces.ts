import { z } from "zod";
import { control } from "../../fakes/control/client.ts";
import { fakeAddress, fakeDoor } from "../../system/harness/fakes.ts";
import { until } from "../../system/harness/until.ts";

/** The agent's settings with which its traces go to the fake endpoint. */
export const exporting: Readonly<Record<string, string>> = {
  LOGFIRE_TOKEN: "pylf_v1_eu_notARealToken",
  LOGFIRE_BASE_URL: fakeAddress("otlp"),
  OTEL_BSP_SCHEDULE_DELAY: "500",
  OTEL_METRIC_EXPORT_INTERVAL: "60000",
};

const nanoseconds = z.string().transform((text) => Number(BigInt(text) / 1_000n) / 1_000);
const Span = z.object({
  trace: z.string(),
  name: z.string(),
  start: nanoseconds,
  end: nanoseconds,
  attributes: z.record(z.string(), z.unknown()),
});
/** A span of a trace; times are Unix milliseconds, with fractions. */
export type TracedSpan = z.infer<typeof Span>;

/** The spans of one message, from the moment it was stored until its answer was said. */
export interface Trace {
  readonly update: TracedSpan;
  readonly spans: readonly TracedSpan[];
}

/** The traces of a person's messages since a moment, oldest first; waits until there are so many. */
export async function tracesOf(owner: string, sinceMs: number, count: number): Promise<Trace[]> {
  let traces: Trace[] = [];
  await until(`${count} traces have arrived`, async () => {
    const spans = z.array(Span).parse(await control(fakeDoor("otlp"), "spans"));
    traces = spans
      .filter(
        ({ name, start, attributes }) =>
          name === "update" && start >= sinceMs && attributes["voxnix.owner"] === owner,
      )
      .map((update) => ({ update, spans: spans.filter(({ trace }) => trace === update.trace) }))
      .sort((a, b) => a.update.start - b.update.start);
    return traces.length >= count;
  });
  return traces;
}

/** How long the spans of a kind took together, in milliseconds. */
export function took({ spans }: Trace, kind: string): number {
  return spans
    .filter(({ name }) => name === kind || name.startsWith(`${kind} `))
    .reduce((sum, { start, end }) => sum + end - start, 0);
}

/** The span of a kind, if there is exactly one. */
export function only({ spans }: Trace, kind: string): TracedSpan {
  const found = spans.filter(({ name }) => name === kind || name.startsWith(`${kind} `));
  if (found[0] === undefined || found.length > 1)
    throw new Error(`A trace has ${found.length} spans of ${kind}.`);
  return found[0];
}
