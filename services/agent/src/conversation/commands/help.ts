import { helpText } from "../../brain/greeting.ts";
import type { Role } from "../../brain/index.ts";
import type { Command } from "./command.ts";

/** The command that lists the others. @param menuFor what is in the menu of a role */
export function helpOn(
  menuFor: (role: Role) => readonly { command: string; description: string }[],
): Command {
  return {
    name: "help",
    description: "What I can do",
    run: async ({ role }) => {
      const lines = menuFor(role).map(({ command, description }) => `- /${command}: ${description}`);
      return {
        text: `${helpText}\n\nWhatever the model is doing, these always work:\n${lines.join("\n")}`,
      };
    },
  };
}
