import type { Module } from "@voxnix/protocol";
import { z } from "zod";
import { defineTool } from "./tool.ts";

export const listModules = defineTool({
  name: "list_modules",
  description: "Lists all modules with their settings.",
  readOnly: true,
  schema: z.object({}),
  run: async (_args, { executor }) => ({ ok: true, text: catalogueText(await executor.modules()) }),
});

// For people to read; the model has the same in one line each in its context.
function catalogueText(modules: readonly Module[]): string {
  if (modules.length === 0) return "There are no modules.";
  return modules
    .flatMap(({ name, summary, settings }) => [
      `- **${name}**: ${summary}`,
      ...settings.map((setting) => `  - \`${setting.name}\`: ${setting.description}`),
    ])
    .join("\n");
}
