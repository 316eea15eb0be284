import type { z } from "zod";
import { type Reason, VoxnixError } from "./errors.ts";
import { short } from "./short.ts";

/**
 * Parses a request field by its schema.
 * @param field the field's dotted name as the caller knows it, e.g. "spec.name"
 * @param reason what the error says to programs
 * @throws VoxnixError that names the field and the rule it broke
 */
export function parseField<S extends z.ZodType>(
  field: string,
  schema: S,
  value: unknown,
  reason: Reason = "INVALID_FIELD",
): z.infer<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const at = [field, ...(issue?.path ?? []).map((part) => short(String(part), 64))]
    .filter((part) => part !== "")
    .join(".");
  const rule = issue?.message ?? "is not valid";
  throw new VoxnixError(reason, `${at}: ${shown(value)} ${rule}.`, { field: at, rule });
}

// What was given, short enough for a message and without control characters.
function shown(value: unknown): string {
  if (value === undefined || value === null || value === "") return "it is missing;";
  const text = JSON.stringify(value) ?? String(value);
  return short(text, 80);
}
