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
