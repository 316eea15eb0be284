import { z } from "zod";
import { operationsText, operationText } from "../../executor/index.ts";
import { containerName, operationId } from "./names.ts";
import { defineTool } from "./tool.ts";

export const listOperations = defineTool({
  name: "list_operations",
  description: "Lists changes under way and recently ended.",
  readOnly: true,
  schema: z.object({
    container: containerName.optional(),
    underway_only: z.boolean().optional(),
  }),
  run: async ({ container, underway_only = false }, { executor, owner }) => {
    const which = { underwayOnly: underway_only, ...(container && { container }) };
    const operations = await executor.operations(owner, which);
    if (operations.length === 0) return { ok: true, text: none(underway_only, container) };
    return { ok: true, text: operationsText(operations.slice(0, 20)) };
  },
});

function none(underwayOnly: boolean, container: string | undefined): string {
  return `Nothing ${underwayOnly ? "is under way" : "is remembered"}${container ? ` for **${container}**` : ""}.`;
}

export const watchOperation = defineTool({
  name: "watch_operation",
  description: "Waits until an operation ends.",
  readOnly: true,
  schema: z.object({ operation: operationId }),
  run: ({ operation }, { changes }) => changes.watch(operation),
});

export const cancelOperation = defineTool({
  name: "cancel_operation",
  description: "Ends an operation and undoes what it began.",
  readOnly: false,
  schema: z.object({ operation: operationId }),
  run: async ({ operation }, { executor, owner }) => {
    const ended = await executor.cancel(owner, operation);
    if (ended.error?.reason === "CANCELLED") {
      return {
        ok: true,
        text: `The ${ended.kind.toLowerCase()} of **${ended.container}** is cancelled; what it had begun is undone.`,
      };
    }
    return { ok: false, text: `It had ended before it could be cancelled: ${operationText(ended)}.` };
  },
});
