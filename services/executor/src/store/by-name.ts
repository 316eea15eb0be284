import { z } from "zod";

/**
 * An object that has these names and no others. What `{}` inherits can be asked for as well as what it has:
 * `{}["constructor"]` is a function, and a module or a setting may be wanted that is called so.
 */
export function byName<T>(given: Iterable<readonly [string, T]>): Record<string, T> {
  const named: Record<string, T> = Object.create(null);
  for (const [name, value] of given) named[name] = value;
  return named;
}

/** What is read from JSON by names that others chose. */
export const recordByName = <T extends z.ZodType>(value: T) =>
  z.record(z.string(), value).transform((read) => byName(Object.entries(read)));
