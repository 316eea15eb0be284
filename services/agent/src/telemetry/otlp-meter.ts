import type { Counter, Histogram, Meter as OtelMeter } from "@opentelemetry/api";
import {
  buckets,
  type CounterName,
  counters,
  type HistogramName,
  histograms,
  type Meter,
} from "./instruments.ts";

/** The instruments as OpenTelemetry names them: voxnix.tool.calls, voxnix.turn.duration. */
export function otlpMeter(meter: OtelMeter): Meter {
  const counted = new Map<string, Counter>();
  for (const [name, { help }] of Object.entries(counters)) {
    counted.set(name, meter.createCounter(dotted(name), { description: help }));
  }
  const measured = new Map<string, Histogram>();
  for (const [name, { help }] of Object.entries(histograms)) {
    const advice = { explicitBucketBoundaries: buckets };
    measured.set(name, meter.createHistogram(dotted(name), { description: help, unit: "s", advice }));
  }
  return {
    count: (name: CounterName, labels, by) => counted.get(name)?.add(by, labels),
    measure: (name: HistogramName, labels, seconds) => measured.get(name)?.record(seconds, labels),
    gauge: (name, help, read) =>
      meter
        .createObservableGauge(dotted(name), { description: help })
        .addCallback((result) => result.observe(read())),
  };
}

function dotted(name: string): string {
  return name.replaceAll("_", ".");
}
