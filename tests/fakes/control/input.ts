import type { Fault } from "./faults.ts";

/** The JSON object of a control request. */
export type Input = Readonly<Record<string, unknown>>;

/** Narrows a parsed JSON value to an object with text keys. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const text = (input: Input, name: string): string => {
  const value = input[name];
  if (typeof value !== "string") throw new Error(`${name} must be a string`);
  return value;
};

export const number = (input: Input, name: string): number => {
  const value = input[name];
  if (typeof value !== "number") throw new Error(`${name} must be a number`);
  return value;
};

export const optionalNumber = (input: Input, name: string): number | undefined =>
  input[name] === undefined ? undefined : number(input, name);

/** Reads a failure to inject. */
export const readFault = (value: unknown): Fault => {
  if (!isObject(value)) throw new Error("fault must be an object");
  switch (value.kind) {
    case "cut":
    case "lose-answer":
    case "hold":
    case "stall":
      return { kind: value.kind };
    case "refuse":
      return {
        kind: "refuse",
        code: number(value, "code"),
        ...(typeof value.retry_after === "number" ? { retry_after: value.retry_after } : {}),
        ...(typeof value.description === "string" ? { description: value.description } : {}),
      };
    default:
      throw new Error("fault.kind must be refuse, cut, lose-answer, hold or stall");
  }
};
