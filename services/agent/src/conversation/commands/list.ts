import { containersText, errorText } from "../../executor/index.ts";
import { declined } from "../answer.ts";
import type { Command } from "./command.ts";

export const list: Command = {
  name: "list",
  description: "Your containers, and how they are",
  async run({ turn, desk }) {
    try {
      return { text: containersText(await desk.executor.containers(turn.owner)) };
    } catch (error) {
      return declined(errorText(error));
    }
  },
};
