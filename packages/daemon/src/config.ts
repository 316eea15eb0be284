import { z } from "zod";

/** A configuration variable is missing or malformed. The message names each, with its rule and an example. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/**
 * Reads configuration from environment variables. A variable set to the empty string counts as
 * missing, as in systemd's `Environment=NAME=`.
 * @param schema one field per variable; `.describe()` gives the example that errors show
 * @throws ConfigError that names every variable at fault, never its value: it may be a secret
 */
export function readConfig<S extends z.ZodObject>(
  schema: S,
  environment: Record<string, string | undefined>,
): z.infer<S> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0] ?? "configuration");
    const field: unknown = schema.shape[name];
    const example = field instanceof z.ZodType ? field.description : undefined;
    const what = given[name] === undefined ? "is missing" : `is not valid: ${issue.message}`;
    return `${name} ${what}.${example ? ` Example: ${name}=${example}` : ""}`;
  });
  throw new ConfigError(lines.join("\n"));
}
