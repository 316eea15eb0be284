import { tool } from "langchain";
import { z } from "zod";
import { tools } from "./tools/index.ts";

type Schema = z.core.JSONSchema.JSONSchema;
const rules = new Set(
  "$schema pattern minLength maxLength minimum maximum minItems maxItems default propertyNames".split(" "),
);

/**
 * The tools as a model is told of them. Their rules are checked where they run, with an answer that names the
 * rule, so the schemas say only what a model needs: they are sent with each request. The catalogue is in the
 * system message, and the containers stand with what the person says; listing them is for people.
 */
export const declared = tools
  .filter(({ name }) => name !== "list_modules" && name !== "list_containers")
  .map(({ name, description, told }) =>
    tool(() => Promise.reject(new Error(`${name} is answered by the keeper`)), {
      name,
      description,
      schema: lean(z.toJSONSchema(told, { io: "input" })),
    }),
  );

function lean(schema: Schema): Schema {
  return Object.fromEntries(Object.entries(schema).flatMap(([key, value]) => leanEntry(key, value)));
}

function leanEntry(key: string, value: unknown): [string, unknown][] {
  if (rules.has(key)) return [];
  if (key === "properties" && isSchema(value)) {
    const properties = Object.entries(value).map(([name, one]) => [name, isSchema(one) ? lean(one) : one]);
    return [[key, Object.fromEntries(properties)]];
  }
  // What else an object takes, the check says where a model tries.
  if (key === "additionalProperties") return [];
  if (Array.isArray(value)) return [[key, value.map((one) => (isSchema(one) ? lean(one) : one))]];
  return [[key, isSchema(value) ? lean(value) : value]];
}

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
