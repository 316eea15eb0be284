import { type Outcome, outcomeText } from "../../executor/index.ts";

/** What a tool says to the model, and whether it did what was asked. Markdown, begins with the outcome. */
export interface ToolResult {
  ok: boolean;
  text: string;
  /** What is too long to be said, whole: for the person, not for the model. */
  file?: { name: string; text: string };
}

/** An outcome as a tool tells it. */
export function asResult(outcome: Outcome): ToolResult {
  return { ok: outcome.ok, text: outcomeText(outcome) };
}
