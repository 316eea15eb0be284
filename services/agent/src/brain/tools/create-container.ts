import { z } from "zod";
import { asChoice, moduleChoice, packageNames } from "./choices.ts";
import { containerName } from "./names.ts";
import { defineTool } from "./tool.ts";

export const createContainer = defineTool({
  name: "create_container",
  description: "Makes and starts a container.",
  readOnly: false,
  schema: z.object({
    name: containerName,
    modules: z.array(moduleChoice).max(32, { error: "takes at most 32 modules" }).default([]),
    packages: packageNames.default([]),
    autostart: z.boolean().optional().describe("Default true"),
  }),
  run: ({ name, modules, packages, autostart }, { changes }) =>
    changes.make({
      kind: "CREATE",
      spec: {
        name,
        modules: modules.map(asChoice),
        packages,
        ...(autostart !== undefined && { autostart }),
      },
    }),
});
