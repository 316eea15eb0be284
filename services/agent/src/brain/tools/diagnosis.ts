import { z } from "zod";
import { fenced, inspectionText, journalText, operationLogText } from "../../executor/index.ts";
import { containerName, operationId, wholeNumber } from "./names.ts";
import { defineTool } from "./tool.ts";

export const inspectContainer = defineTool({
  name: "inspect_container",
  description: "Looks inside: failed units, network, memory, disk.",
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
  description: "Build log and end of an operation; default: the last.",
  readOnly: true,
  foreign: true,
  schema: z.object({
    operation: operationId.optional(),
    container: containerName.optional(),
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
  description: "State and journal of a unit of the host.",
  readOnly: true,
  foreign: true,
  schema: z.object({
    unit: z.enum(["systemd-machined.service", "nix-daemon.service", "voxnix-bridge.service"]),
    lines: wholeNumber(500).optional(),
  }),
  run: async ({ unit, lines = 30 }, { executor, role }) => {
    // It names the containers of everybody.
    if (role !== "owner") return { ok: false, text: "Only an owner may read the journals of the host." };
    const { state, entries } = await executor.unitJournal(unit, lines);
    const log = entries.length === 0 ? "Its journal is empty." : fenced(journalText(entries), 8_000);
    return { ok: true, text: `${unit} on the host is ${state}.\n${log}` };
  },
});
