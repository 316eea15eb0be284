import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";

const Sum = z.object({
  owner: z.string(),
  model: z.string(),
  input: z.number(),
  output: z.number(),
  cost: z.number().nullable(),
  unpriced: z.number(),
  turns: z.number(),
});

/** What a person used of a model in some time. */
export type UsageSum = z.infer<typeof Sum>;

export interface NewUsage {
  model: string;
  inputTokens: number;
  outputTokens: number;
  /** US dollars; undefined where no price is known. */
  costUsd?: number | undefined;
}

/** What models used, by person and turn. */
export class Usage {
  readonly #database: DatabaseSync;
  readonly #now: () => number;

  constructor(database: DatabaseSync, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  add(turn: { id: string; owner: string }, { model, inputTokens, outputTokens, costUsd }: NewUsage): void {
    this.#database
      .prepare(
        "INSERT INTO usage (owner, turn, model, input_tokens, output_tokens, cost_usd, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)",
      )
      .run(turn.owner, turn.id, model, inputTokens, outputTokens, costUsd ?? null, this.#now());
  }

  /** The sums since then, of one person or of all: by person and model. Cost is in US dollars, null where unknown. */
  since(ms: number, owner?: string): UsageSum[] {
    return this.#database
      .prepare(
        `SELECT owner, model, sum(input_tokens) AS input, sum(output_tokens) AS output, sum(cost_usd) AS cost,
           sum(cost_usd IS NULL) AS unpriced, count(DISTINCT turn) AS turns
         FROM usage WHERE at_ms >= ?1 AND (?2 IS NULL OR owner = ?2) GROUP BY owner, model ORDER BY owner, model`,
      )
      .all(ms, owner ?? null)
      .map((row) => Sum.parse(row));
  }
}
