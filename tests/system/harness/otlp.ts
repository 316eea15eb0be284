import { expect } from "vitest";
import { z } from "zod";
import { control } from "../../fakes/control/client.ts";
import { fakeAddress, fakeDoor } from "./fakes.ts";

/** The agent's environment when it exports to the fake endpoint, soon after each span ends. */
export const exportingEnvironment = {
  LOGFIRE_TOKEN: "pylf_v1_eu_notARealToken",
  LOGFIRE_BASE_URL: fakeAddress("otlp"),
  OTEL_BSP_SCHEDULE_DELAY: "200",
  OTEL_METRIC_EXPORT_INTERVAL: "1000",
};

const Span = z.object({
  trace: z.string(),
  id: z.string(),
  parent: z.string().nullable(),
  name: z.string(),
  failed: z.boolean(),
  start: z.string(),
  end: z.string(),
  attributes: z.record(z.string(), z.unknown()),
});
const Point = z.object({
  name: z.string(),
  attributes: z.record(z.string(), z.unknown()),
  value: z.number(),
});
/** A span as it arrived; times are Unix nanoseconds. */
export type ArrivedSpan = z.infer<typeof Span>;

const ask = (action: string): Promise<unknown> => control(fakeDoor("otlp"), action);

export const spans = async (): Promise<ArrivedSpan[]> => z.array(Span).parse(await ask("spans"));
export const points = async () => z.array(Point).parse(await ask("points"));
export const authorizations = async () => z.array(z.string().nullable()).parse(await ask("authorizations"));

/** Nothing arrived that the protocol does not allow. */
export const expectNoOtlpViolations = async (): Promise<void> => {
  expect(await ask("forgive-violations")).toEqual([]);
};

/** Where a span stands: the names from the root of its trace down to it. */
export const pathOf = (span: ArrivedSpan, all: readonly ArrivedSpan[]): string[] => {
  const parent = all.find(({ id }) => id === span.parent);
  return parent === undefined ? [span.name] : [...pathOf(parent, all), span.name];
};
