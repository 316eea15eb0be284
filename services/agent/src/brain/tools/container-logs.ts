import type { JournalEntry } from "@voxnix/protocol";
import { z } from "zod";
import { counted, fenced } from "../../executor/index.ts";
import { containerName } from "./names.ts";
import { defineTool } from "./tool.ts";

const defaultLines = 30;

export const containerLogs = defineTool({
  name: "container_logs",
  description: "Shows the newest lines of a container's own journal, oldest first.",
  readOnly: true,
  schema: z.object({
    name: containerName,
    lines: z
      .number({ error: "must be a number from 1 to 1000" })
      .int({ error: "must be a whole number from 1 to 1000" })
      .min(1, { error: "must be from 1 to 1000" })
      .max(1000, { error: "must be from 1 to 1000" })
      .optional()
      .describe(`How many lines; default ${defaultLines}`),
    unit: z.string().max(256).optional().describe("Only this unit inside the container, e.g. sshd.service"),
  }),
  run: async ({ name, lines = defaultLines, unit }, { executor, owner, signal }) => {
    const entries = await executor.logs(owner, name, { lines, ...(unit && { unit }) }, signal);
    const of = unit ? `${unit} in **${name}**` : `**${name}**`;
    if (entries.length === 0) return { ok: true, text: `The log of ${of} is empty.` };
    const heading =
      entries.length === 1
        ? `The last line of the log of ${of}:`
        : `The last ${counted(entries.length, "line")} of the log of ${of}:`;
    return { ok: true, text: `${heading}\n${fenced(entries.map(lineText).join("\n"), 12_000)}` };
  },
});

function lineText({ timeMs, identifier, unit, text }: JournalEntry): string {
  const time = new Date(timeMs).toISOString().slice(11, 19);
  const source = identifier || unit;
  return source === "" ? `${time} ${text}` : `${time} ${source}: ${text}`;
}
