import type { Turn } from "../../store/index.ts";
import { type Answer, declined } from "../answer.ts";
import type { Command, CommandCall } from "./command.ts";

export const cancel: Command = {
  name: "cancel",
  description: "Cancel a question, or what is under way on the host",
  run(call) {
    const { rest, turn } = call;
    if (rest !== "") {
      const begun = begunHere(call).filter(({ id }) => id === rest);
      return begun.length > 0 ? cancelled(call, begun) : declined("That is over already.");
    }
    const asked = dropQuestions(call);
    if (asked !== undefined) return asked;
    const begun = begunHere(call);
    if (begun.length > 0) return cancelled(call, begun);
    const { running } = call.desk.work(turn.chat);
    return { text: `There is nothing to cancel.${running > 0 ? " /stop ends what I am doing." : ""}` };
  },
};

// What waits for an answer goes first: a host's work is never cancelled by the way.
function dropQuestions({ turn, desk }: CommandCall): Answer | undefined {
  const { store, approvals, secrets } = desk;
  const secret = secrets.awaited(turn);
  if (secret !== undefined) {
    store.awaitedSecrets.end(turn);
    return { text: `\`${secret}\` stays as it was. I no longer wait for its value.` };
  }
  const open = store.approvals.open(turn);
  if (open.length === 0) return undefined;
  store.atomically(() => {
    for (const approval of open) approvals.decide(approval, "refused", "✖️ Cancelled. Nothing was done.");
  });
  return { text: "Left as it is." };
}

function begunHere({ turn, desk }: CommandCall): Turn[] {
  const { store } = desk;
  const numbers = new Set(store.operations.untold().map((begun) => begun.turn));
  return [...numbers]
    .map((number) => store.turns.get(number))
    .filter(({ chat, owner }) => chat === turn.chat && owner === turn.owner);
}

function cancelled({ desk }: CommandCall, turns: readonly Turn[]): Answer {
  const what = turns
    .flatMap((turn) => desk.store.operations.untold(turn))
    .map(({ kind, container }) => `the ${kind.toLowerCase()} of **${container}**`);
  for (const turn of turns) desk.cancel(turn);
  return { text: `Cancelling ${what.join(" and ")}. I will tell you how that ends.` };
}
