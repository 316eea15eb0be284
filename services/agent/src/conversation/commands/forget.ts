import type { Command } from "./command.ts";

export const forget: Command = {
  name: "forget",
  description: "Delete what I have stored of you",
  run({ turn, desk }) {
    const question =
      "Delete our conversations, everything that waits for your answer, and what you have chosen? It cannot be undone. What stays: your containers and secrets, the record of who changed what on this host, and this month's token counts. /export gives you a copy first.";
    const call = { id: "forget", tool: "forget-me", arguments: { owner: turn.owner } };
    const guard = { question, yes: "Delete it", no: "Keep it" };
    return { text: question, buttons: desk.approvals.ask(turn, [{ call, guard }]) };
  },
};
