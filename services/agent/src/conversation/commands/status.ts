import type { Operation } from "@voxnix/protocol";
import { containersText, errorText, hostText, operationsText } from "../../executor/index.ts";
import { chosenModel } from "../chosen-model.ts";
import { quietHoursOf, quietHoursText } from "../quiet-hours.ts";
import type { Command, CommandCall } from "./command.ts";

export const status: Command = {
  name: "status",
  description: "How the host, your containers and I are",
  async run(call) {
    const { executor } = call.desk;
    const { owner } = call.turn;
    const [host, containers, operations] = await Promise.allSettled([
      executor.hostStatus(),
      executor.containers(owner),
      executor.operations(owner, { underwayOnly: true }),
    ]);
    const parts = [
      said(host, hostText),
      // One reason is enough where nothing could be asked.
      host.status === "rejected" && containers.status === "rejected" ? "" : said(containers, containersText),
      said(operations, underWayText, () => ""),
      chatText(call),
    ];
    return { ok: host.status === "fulfilled", text: parts.filter((part) => part !== "").join("\n\n") };
  },
};

function said<T>(
  result: PromiseSettledResult<T>,
  text: (value: T) => string,
  failed: (error: unknown) => string = errorText,
): string {
  return result.status === "fulfilled" ? text(result.value) : failed(result.reason);
}

function underWayText(operations: readonly Operation[]): string {
  return operations.length === 0 ? "" : `Under way:\n${operationsText(operations)}`;
}

function chatText({ turn, role, desk }: CommandCall): string {
  const { store, brain, rules } = desk;
  const { running, waiting } = desk.work(turn.chat);
  const hours = quietHoursOf(store, rules.quietHours, turn.owner);
  return [
    `- model in this chat: \`${chosenModel(desk, turn) ?? brain.model}\` (/model)`,
    `- I am ${running > 0 ? "working on a message" : "free"}${waiting > 0 ? `, ${waiting} more wait` : ""}`,
    `- you are ${role === "owner" ? "an owner" : `a member, with up to ${rules.memberContainers} containers`}`,
    ...(hours ? [`- quiet hours: ${quietHoursText(hours)}`] : []),
  ].join("\n");
}
