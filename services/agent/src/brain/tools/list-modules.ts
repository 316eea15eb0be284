import { z } from "zod";
import { modulesText } from "../context.ts";
import { defineTool } from "./tool.ts";

export const listModules = defineTool({
  name: "list_modules",
  description: "Lists the modules that containers can be made of, with their settings.",
  readOnly: true,
  schema: z.object({}),
  run: async (_args, { executor }) => ({ ok: true, text: modulesText(await executor.modules()) }),
});
