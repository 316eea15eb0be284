import { declined } from "../answer.ts";
import { notBefore, quietHoursOf, quietHoursText, readQuietHours } from "../quiet-hours.ts";
import type { Command, CommandCall } from "./command.ts";

export const quiet: Command = {
  name: "quiet",
  description: "Hours in which I tell you nothing unasked",
  run(call) {
    const { turn, rest, desk } = call;
    if (rest === "") return { text: present(call) };
    const off = /^(off|no|none|never)$/i.test(rest);
    if (!off && readQuietHours(rest) === undefined)
      return declined("I understand hours such as /quiet 22-7, or /quiet off.");
    desk.store.preferences.set({ owner: turn.owner, chat: "" }, "quiet", off ? "off" : rest);
    const hours = quietHoursOf(desk.store, desk.rules.quietHours, turn.owner);
    // What is held back follows the new hours: said now, or when they end.
    desk.store.outbox.holdUntil(turn.owner, notBefore(hours, desk.store.now()));
    desk.voice.flush(turn.owner);
    return { text: present(call) };
  },
};

function present({ turn, desk }: CommandCall): string {
  const hours = quietHoursOf(desk.store, desk.rules.quietHours, turn.owner);
  return hours === undefined
    ? "You have no quiet hours: I tell you at once when something happens. /quiet 22-7 changes that."
    : `🌙 Between ${quietHoursText(hours)} I tell you nothing unasked; what happened comes afterwards. /quiet off ends that.`;
}
