import type { Command } from "./command.ts";

export const fresh: Command = {
  name: "new",
  description: "Start over: forget what we talked about",
  run({ turn, desk }) {
    desk.store.preferences.set(turn, "begin", String(turn.number));
    desk.store.awaitedSecrets.end(turn);
    return {
      text: "🆕 A fresh start: I no longer look at what we said before. Your containers are as they were.",
    };
  },
};
