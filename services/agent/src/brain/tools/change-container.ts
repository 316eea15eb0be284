import { z } from "zod";
import { containerName } from "./names.ts";
import { defineTool } from "./tool.ts";

const schema = z.object({ name: containerName });

export const startContainer = defineTool({
  name: "start_container",
  description: "Starts it.",
  readOnly: false,
  schema,
  run: ({ name }, { changes }) => changes.make({ kind: "START", name }),
});

export const stopContainer = defineTool({
  name: "stop_container",
  description: "Shuts it down.",
  readOnly: false,
  schema,
  run: ({ name }, { changes }) => changes.make({ kind: "STOP", name }),
});

export const restartContainer = defineTool({
  name: "restart_container",
  description: "Restarts it.",
  readOnly: false,
  schema,
  run: ({ name }, { changes }) => changes.make({ kind: "RESTART", name }),
});
