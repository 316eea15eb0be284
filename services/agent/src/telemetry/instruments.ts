import type { SpanAttributes, SpanKind } from "./attributes.ts";

/** Labels of a measurement. Few values each: they multiply. */
export type Labels = Readonly<Record<string, string>>;

export interface Instrument {
  help: string;
  labels: readonly string[];
}

/** What is counted, under its Prometheus name without `_total`. */
export const counters = {
  voxnix_turns: { help: "Messages worked on, by how it ended.", labels: ["channel", "outcome"] },
  voxnix_model_calls: { help: "Calls to language models.", labels: ["model", "outcome"] },
  voxnix_model_tokens: {
    help: "Tokens that went to language models (input) and came back (output).",
    labels: ["model", "direction"],
  },
  voxnix_tool_calls: { help: "Tools that models called.", labels: ["tool", "outcome"] },
  voxnix_operations: {
    help: "Changes that the executor carried out for this agent.",
    labels: ["kind", "outcome"],
  },
  voxnix_approvals: { help: "Questions before a grave step, by answer.", labels: ["tool", "answer"] },
} as const satisfies Record<string, Instrument>;

/** What is measured in seconds, under its Prometheus name without `_seconds`. */
export const histograms = {
  voxnix_turn_duration: { help: "From begin to end of a turn.", labels: ["channel"] },
  voxnix_model_call_duration: { help: "One call to a language model.", labels: ["model"] },
  voxnix_tool_call_duration: { help: "One tool, with the change it asked for.", labels: ["tool"] },
  voxnix_operation_duration: { help: "One change by the executor.", labels: ["kind"] },
  voxnix_phase_duration: { help: "One phase of a change.", labels: ["kind", "phase"] },
} as const satisfies Record<string, Instrument>;

export type CounterName = keyof typeof counters;
export type HistogramName = keyof typeof histograms;

/** Upper bounds in seconds: a tool that only reads takes milliseconds, a build half an hour. */
export const buckets: number[] = [0.01, 0.05, 0.1, 0.5, 1, 2, 5, 10, 30, 60, 300, 1800];

/** Where measurements go. */
export interface Meter {
  count(name: CounterName, labels: Labels, by: number): void;
  measure(name: HistogramName, labels: Labels, seconds: number): void;
  gauge(name: string, help: string, read: () => number): void;
}

/** The measurements that every span of a kind makes by itself, labelled by these of its attributes. */
export const measuredSpans: {
  readonly [K in SpanKind]?: {
    counter?: CounterName;
    histogram: HistogramName;
    labels: readonly (keyof SpanAttributes[K] & string)[];
  };
} = {
  turn: { counter: "voxnix_turns", histogram: "voxnix_turn_duration", labels: ["channel"] },
  model: { counter: "voxnix_model_calls", histogram: "voxnix_model_call_duration", labels: ["model"] },
  tool: { counter: "voxnix_tool_calls", histogram: "voxnix_tool_call_duration", labels: ["tool"] },
  operation: { counter: "voxnix_operations", histogram: "voxnix_operation_duration", labels: ["kind"] },
  phase: { histogram: "voxnix_phase_duration", labels: ["kind", "phase"] },
};
