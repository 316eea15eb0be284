import type { ModuleChoiceInput } from "@voxnix/protocol";
import { z } from "zod";
import { containerName } from "./names.ts";
import { defineTool } from "./tool.ts";

const settingValue = z.union([z.string(), z.number().int(), z.boolean(), z.array(z.string())], {
  error: "must be a text, a whole number, true or false, or a list of texts",
});

const moduleChoice = z.object({
  name: z
    .string()
    .min(1, { error: "must name a module of the catalogue" })
    .describe("A module of the catalogue"),
  settings: z
    .record(z.string(), settingValue)
    .optional()
    .describe("Only settings that the user asked for; the rest have defaults"),
});

export const createContainer = defineTool({
  name: "create_container",
  description: "Composes, builds and starts a new container. Answers when it runs, or why it does not.",
  readOnly: false,
  schema: z.object({
    name: containerName,
    modules: z.array(moduleChoice).max(32, { error: "takes at most 32 modules" }).default([]),
    autostart: z.boolean().optional().describe("Whether it starts when the host boots; default true"),
  }),
  run: ({ name, modules, autostart }, { changes }) =>
    changes.make({
      kind: "CREATE",
      spec: { name, modules: modules.map(asChoice), ...(autostart !== undefined && { autostart }) },
    }),
});

function asChoice({ name, settings = {} }: z.infer<typeof moduleChoice>): ModuleChoiceInput {
  const values = Object.entries(settings).map(([key, value]) => [key, asValue(value)] as const);
  return { name, settings: Object.fromEntries(values) };
}

function asValue(value: z.infer<typeof settingValue>) {
  if (typeof value === "string") return { text: value };
  if (typeof value === "number") return { number: value };
  if (typeof value === "boolean") return { flag: value };
  return { list: { items: value } };
}
