import { z } from "zod";
import { containerDetails, containersText } from "../../executor/index.ts";
import { containerName } from "./names.ts";
import { defineTool } from "./tool.ts";

export const listContainers = defineTool({
  name: "list_containers",
  description: "Lists the user's containers.",
  readOnly: true,
  schema: z.object({}),
  run: async (_args, { executor, owner }) => ({
    ok: true,
    text: containersText(await executor.containers(owner)),
  }),
});

export const showContainer = defineTool({
  name: "show_container",
  description: "Its settings, limits, files, age.",
  readOnly: true,
  schema: z.object({ name: containerName }),
  run: async ({ name }, { executor, owner }) => ({
    ok: true,
    text: containerDetails(await executor.container(owner, name)),
  }),
});
