import { z } from "zod";
import { counted, fenced, journalText, tooLongToShow } from "../../executor/index.ts";
import { containerName, wholeNumber } from "./names.ts";
import { defineTool } from "./tool.ts";

const defaultLines = 30;
const longest = 8_000;

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
    const said = journalText(entries);
    const whole = tooLongToShow(said, longest);
    const file = { name: `${name}.log`, text: whole ?? "" };
    const text = `${heading}\n${fenced(said, longest, whole && file.name)}`;
    return { ok: true, text, ...(whole !== undefined && { file }) };
  },
});
