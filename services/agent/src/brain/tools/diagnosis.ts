import { z } from "zod";
import { fenced, inspectionText, journalText, operationLogText } from "../../executor/index.ts";
import { containerName, operationId, wholeNumber } from "./names.ts";
import { defineTool } from "./tool.ts";

export const inspectContainer = defineTool({
  name: "inspect_container",
  description:
    "Looks inside a container for what is wrong: failed units, network, memory, disk, its modules.",
  readOnly: true,
  foreign: true,
  schema: z.object({ name: containerName }),
  run: async ({ name }, { executor, owner }) => ({
    ok: true,
    text: inspectionText(await executor.inspect(owner, name)),
  }),
});

export const operationLog = defineTool({
  name: "operation_log",
  description: "Shows the phases, the build log and the end of an operation; without an id, of the last one.",
  readOnly: true,
  foreign: true,
  schema: z.object({
    operation: operationId.optional(),
    container: containerName.optional().describe("The last one on this container"),
    lines: wholeNumber(200).optional(),
  }),
  run: async ({ operation, container, lines }, { executor, owner }) => {
    const id =
      operation ?? (await executor.operations(owner, container === undefined ? {} : { container }))[0]?.id;
    if (id === undefined) {
      return { ok: true, text: `No operation${container ? ` on **${container}**` : ""} is remembered.` };
    }
    return { ok: true, text: operationLogText(await executor.events(owner, id), lines) };
  },
});

export const unitJournal = defineTool({
  name: "unit_journal",
  description: "Shows state and journal of one of the host's units that containers depend on.",
  readOnly: true,
  foreign: true,
  schema: z.object({
    unit: z.enum(["systemd-machined.service", "nix-daemon.service", "voxnix-bridge.service"]),
    lines: wholeNumber(500).optional(),
  }),
  run: async ({ unit, lines = 30 }, { executor }) => {
    const { state, entries } = await executor.unitJournal(unit, lines);
    const log = entries.length === 0 ? "Its journal is empty." : fenced(journalText(entries), 8_000);
    return { ok: true, text: `${unit} on the host is ${state}.\n${log}` };
  },
});
