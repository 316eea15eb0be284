import { declined } from "../answer.ts";
import { notTheirs } from "../stopping.ts";
import type { Command } from "./command.ts";

export const stop: Command = {
  name: "stop",
  description: "Stop what I am doing",
  run({ turn, desk }) {
    const { running, waiting } = desk.stop(turn.chat, turn.owner);
    // A turn that is stopped says so itself.
    if (running > 0 && waiting === 0) return { text: "⏹ Stopping.", silent: true };
    if (waiting === 0 && desk.work(turn.chat).running > 0) return declined(notTheirs);
    if (waiting === 0) return { text: "There is nothing to stop." };
    const what = waiting === 1 ? "the message" : `the ${waiting} messages`;
    return { text: `⏹ Stopping. I have set aside ${what} that waited.` };
  },
};
