import { helpText } from "../../brain/greeting.ts";
import type { Command, CommandCall } from "./command.ts";

export const help: Command = {
  name: "help",
  description: "What I can do",
  run: async (call) => ({ text: `${helpText}\n\n${await menuText(call)}` }),
};

export const start: Command = { ...help, name: "start", description: "Begin", unlisted: true };

// Looked up late: the table of commands has this one in it.
async function menuText({ role }: CommandCall): Promise<string> {
  const { menuFor } = await import("./index.ts");
  const lines = menuFor(role).map(({ command, description }) => `- /${command}: ${description}`);
  return `Whatever the model is doing, these always work:\n${lines.join("\n")}`;
}
