import type { AIMessage } from "@langchain/core/messages";

/** What a model costs, in US dollars per million tokens. */
export interface Price {
  input: number;
  output: number;
}

/** A model that a chat can choose. */
export interface ModelInfo {
  /** E.g. "openrouter:anthropic/claude-haiku-4.5" or "offline". */
  name: string;
  price?: Price | undefined;
}

/** What one model used in one turn. */
export interface ModelUsage {
  model: string;
  inputTokens: number;
  outputTokens: number;
  /** US dollars; absent where no price is known. */
  costUsd?: number | undefined;
}

/**
 * What one answer used, by the provider's own account; of a provider that gives none, about four characters
 * to a token: a budget that such a provider slips through would be none.
 * @param sent how many characters were sent
 */
export function usageOf({ name, price }: ModelInfo, said: AIMessage, sent: () => number): ModelUsage {
  const counted: unknown = said.usage_metadata;
  const inputTokens = tokens(counted, "input_tokens") ?? Math.ceil(sent() / 4);
  const outputTokens =
    tokens(counted, "output_tokens") ??
    Math.ceil((said.text.length + JSON.stringify(said.tool_calls ?? []).length) / 4);
  const costUsd = price && (inputTokens * price.input + outputTokens * price.output) / 1_000_000;
  return { model: name, inputTokens, outputTokens, ...(costUsd !== undefined && { costUsd }) };
}

function tokens(counted: unknown, key: "input_tokens" | "output_tokens"): number | undefined {
  if (typeof counted !== "object" || counted === null) return undefined;
  const found: unknown = Reflect.get(counted, key);
  return typeof found === "number" ? found : undefined;
}

/** The sum of two accounts of one model. */
export function added(one: ModelUsage, other: ModelUsage): ModelUsage {
  const known = one.costUsd !== undefined || other.costUsd !== undefined;
  return {
    model: one.model,
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    ...(known && { costUsd: (one.costUsd ?? 0) + (other.costUsd ?? 0) }),
  };
}
