import { z } from "zod";
import { counted, fenced, journalText } from "../../executor/index.ts";
import { containerName, wholeNumber } from "./names.ts";
import { defineTool } from "./tool.ts";

const defaultLines = 30;

export const containerLogs = defineTool({
  name: "container_logs",
  description: "Newest lines of its journal, or of one unit's.",
  readOnly: true,
  foreign: true,
  schema: z.object({
    name: containerName,
    lines: wholeNumber(1000).optional(),
    unit: z.string().max(256).optional(),
  }),
  run: async ({ name, lines = defaultLines, unit }, { executor, owner, signal }) => {
    const entries = await executor.logs(owner, name, { lines, ...(unit && { unit }) }, signal);
    const of = unit ? `${unit} in **${name}**` : `**${name}**`;
    if (entries.length === 0) return { ok: true, text: `The log of ${of} is empty.` };
    const heading =
      entries.length === 1
        ? `The last line of the log of ${of}:`
        : `The last ${counted(entries.length, "line")} of the log of ${of}:`;
    return { ok: true, text: `${heading}\n${fenced(journalText(entries), 12_000)}` };
  },
});
