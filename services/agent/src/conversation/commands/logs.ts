import { errorText, fenced } from "../../executor/index.ts";
import { declined } from "../answer.ts";
import type { Command } from "./command.ts";

const shownLines = 40;
const fileLines = 1_000;

/** What the button under a notice shows: the end of a container's journal, and more of it as a file. */
export const logs: Command = {
  name: "logs",
  description: "The last lines of a container's log",
  unlisted: true,
  async run({ turn, rest, desk }) {
    const [name = ""] = rest.split(/\s+/);
    if (name === "") return declined("Which container's? For example: /logs dev");
    try {
      const entries = await desk.executor.logs(turn.owner, name, { lines: fileLines });
      const lines = entries.map(({ unit, text }) => `${unit === "" ? "" : `${unit}: `}${text}`);
      if (lines.length === 0) return { text: `**${name}** has logged nothing.` };
      const shown = lines.slice(-shownLines);
      return {
        text: `The last ${shown.length} lines that **${name}** logged:\n${fenced(shown.join("\n"), 3_000)}`,
        ...(lines.length > shownLines && {
          files: [{ name: `${name}.log`, text: `${lines.join("\n")}\n` }],
        }),
      };
    } catch (error) {
      return declined(errorText(error));
    }
  },
};
