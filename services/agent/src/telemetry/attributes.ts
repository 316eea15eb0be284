/**
 * Every kind of span, and all that one can say: names, ids, counts. There is no field that a
 * person's words, a command's output or a secret would fit into, and none is to be added.
 */
export interface SpanAttributes {
  /** From the moment a message was stored to the moment its answer was said. The root of a trace. */
  update: { channel: string; chat: string; owner: string; turn: string };
  /** The turn as it runs. */
  turn: { channel: string; turn: string; attempt?: number };
  /** One call to a language model. */
  model: { model: string; round?: number; inputTokens?: number; outputTokens?: number };
  /** One tool that the model called. */
  tool: { tool: string; container?: string };
  /** A change that the executor carries out, by the times of its events. */
  operation: { kind: string; operation?: string; container?: string; reason?: string };
  phase: { kind: string; phase: string };
  /** Saying what waits in the outbox of a chat. */
  delivery: { channel: string };
}

export type SpanKind = keyof SpanAttributes;

/** What a running span can be told. */
export interface Span<K extends SpanKind = SpanKind> {
  /** Adds what became known meanwhile. */
  set(attributes: Partial<SpanAttributes[K]>): void;
  /** It did not do what it was for, though nothing was thrown. */
  failed(): void;
}

/** A span that is over, with those inside it. Times are Unix milliseconds. */
export interface PastSpan<K extends SpanKind = SpanKind> {
  kind: K;
  attributes: SpanAttributes[K];
  startMs: number;
  endMs: number;
  ok: boolean;
  inside?: PastSpan[];
}

/** The name of a span in a trace: low in number, so that traces can be grouped by it. */
export function spanName<K extends SpanKind>(kind: K, attributes: SpanAttributes[K]): string {
  const { [detail[kind] ?? ""]: word } = attributes as Record<string, unknown>;
  return word === undefined ? kind : `${kind} ${String(word)}`;
}

/**
 * The name of an attribute outside: OpenTelemetry's own where there is one
 * (https://opentelemetry.io/docs/specs/semconv/gen-ai/), else `voxnix.` and the field in snake case.
 */
export function attributeName(kind: SpanKind, field: string): string {
  const known: Record<string, string> = { ...conventions[kind] };
  return known[field] ?? `voxnix.${field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
}

const conventions: { [K in SpanKind]?: { [F in keyof SpanAttributes[K]]?: string } } = {
  model: {
    model: "gen_ai.request.model",
    inputTokens: "gen_ai.usage.input_tokens",
    outputTokens: "gen_ai.usage.output_tokens",
  },
  tool: { tool: "gen_ai.tool.name" },
};

const detail: { [K in SpanKind]?: keyof SpanAttributes[K] & string } = {
  model: "model",
  tool: "tool",
  operation: "kind",
  phase: "phase",
};
