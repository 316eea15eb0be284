import { errorText } from "../../executor/index.ts";
import { declined } from "../answer.ts";
import { audit } from "../audit.ts";
import { dayStart, stamp } from "../calendar.ts";
import { isPrivate } from "../secrets.ts";
import type { Command } from "./command.ts";

const mostAudit = 10_000;

export const exportData: Command = {
  name: "export",
  description: "Everything that I have stored of you, as a file",
  async run({ turn, desk }) {
    if (!isPrivate(turn))
      return declined("Not here, where others read along. Please ask me in a chat of our own.");
    const { store, executor } = desk;
    const { owner } = turn;
    const containers = await executor.containers(owner).catch(errorText);
    const data = {
      person: store.people.get(owner) ?? { owner },
      exported: stamp(store.now()),
      preferences: store.preferences.of(owner),
      conversations: store.messages.of(owner),
      approvals: store.approvals.of(owner),
      usage: store.usage.since(0, owner),
      audit: store.audit.newest(mostAudit, owner),
      containers,
    };
    audit(desk, { ...turn, turn: turn.id, event: "exported", subject: owner });
    const day = stamp(dayStart(store.now())).slice(0, 10);
    return {
      text: "Here is everything that I have stored of you. Values of secrets are not in it: I do not have them.",
      files: [
        { name: `voxnix-${owner.replace(":", "-")}-${day}.json`, text: `${JSON.stringify(data, null, 2)}\n` },
      ],
    };
  },
};
