import { z } from "zod";
import { hostText } from "../../executor/index.ts";
import { defineTool } from "./tool.ts";

export const hostStatus = defineTool({
  name: "host_status",
  description: "Checks the host.",
  readOnly: true,
  schema: z.object({}),
  run: async (_args, { executor }) => ({ ok: true, text: hostText(await executor.hostStatus()) }),
});
