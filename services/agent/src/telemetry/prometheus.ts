import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import {
  buckets,
  type CounterName,
  counters,
  type HistogramName,
  histograms,
  type Meter,
} from "./instruments.ts";

/** Keeps the measurements for Prometheus to fetch, with those of the process itself. */
export function prometheus(): Meter & { text(): Promise<string> } {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const counted = new Map<CounterName, Counter>();
  for (const [name, { help, labels }] of entries(counters)) {
    counted.set(name, new Counter({ name: `${name}_total`, help, labelNames: [...labels], registers }));
  }
  const measured = new Map<HistogramName, Histogram>();
  for (const [name, { help, labels }] of entries(histograms)) {
    measured.set(
      name,
      new Histogram({ name: `${name}_seconds`, help, labelNames: [...labels], buckets, registers }),
    );
  }
  return {
    count: (name, labels, by) => counted.get(name)?.inc(labels, by),
    measure: (name, labels, seconds) => measured.get(name)?.observe(labels, seconds),
    gauge: (name, help, read) => {
      new Gauge({ name, help, registers, collect: asked(read) });
    },
    text: () => registry.metrics(),
  };
}

function asked(read: () => number) {
  return function (this: Gauge): void {
    this.set(read());
  };
}

function entries<T extends object>(table: T): [keyof T, T[keyof T]][] {
  return Object.entries(table) as [keyof T, T[keyof T]][];
}
