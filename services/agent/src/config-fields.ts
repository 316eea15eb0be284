import { z } from "zod";
import { type Budget, readBudget } from "./conversation/budget.ts";

/** A whole number within bounds. */
export function wholeNumber(least: number, most: number, fallback: number) {
  const error = `it takes a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, { error })
    .transform(Number)
    .refine((number) => number >= least && number <= most, { error })
    .default(fallback)
    .describe(String(fallback));
}

/** What one person may use in a day. */
export function budget() {
  return z
    .string()
    .transform((text, context): Budget => {
      const read = readBudget(text);
      const message = "it takes US dollars, or a number of tokens with the word";
      if (read === undefined) context.addIssue({ code: "custom", message });
      return read ?? z.NEVER;
    })
    .optional()
    .describe("1.50 (or: 200000 tokens)");
}

/** The absolute path of a file or folder. */
export function absolutePath() {
  return z.string().startsWith("/", { error: "it takes an absolute path" });
}

/** An http or https address. */
export function webAddress() {
  return z.url({ protocol: /^https?$/, error: "it takes an http or https address" });
}
