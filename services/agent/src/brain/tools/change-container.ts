import { z } from "zod";
import { containerName } from "./names.ts";
import { defineTool } from "./tool.ts";

const schema = z.object({ name: containerName });

export const startContainer = defineTool({
  name: "start_container",
  description: "Starts a stopped container.",
  readOnly: false,
  schema,
  run: ({ name }, { changes }) => changes.make({ kind: "START", name }),
});

export const stopContainer = defineTool({
  name: "stop_container",
  description: "Shuts a container down.",
  readOnly: false,
  schema,
  run: ({ name }, { changes }) => changes.make({ kind: "STOP", name }),
});

export const restartContainer = defineTool({
  name: "restart_container",
  description: "Restarts a container.",
  readOnly: false,
  schema,
  run: ({ name }, { changes }) => changes.make({ kind: "RESTART", name }),
});
