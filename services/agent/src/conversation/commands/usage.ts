import type { UsageSum } from "../../store/index.ts";
import { budgetText, costOf, count, dollars, tokensOf } from "../budget.ts";
import { dayStart, monthStart } from "../calendar.ts";
import { budgetOf } from "../rules.ts";
import type { Command, CommandCall } from "./command.ts";

export const usage: Command = {
  name: "usage",
  description: "Tokens and cost of today and this month",
  run(call) {
    const { turn, role, desk } = call;
    const { usage: used } = desk.store;
    const now = desk.store.now();
    const budget = budgetOf(desk.rules, role);
    const parts = [
      sumText("Today", used.since(dayStart(now), turn.owner)),
      sumText("This month", used.since(monthStart(now), turn.owner)),
      ...(budget ? [`Your budget is ${budgetText(budget)} a day.`] : []),
      ...(role === "owner" ? [everybody(call)] : []),
    ];
    return { text: parts.filter((part) => part !== "").join("\n") };
  },
};

function sumText(when: string, sums: readonly UsageSum[]): string {
  const [tokens, unpriced] = [
    tokensOf(sums),
    sums.some((sum) => sum.unpriced > 0 && sum.model !== "offline"),
  ];
  if (tokens === 0) return `**${when}**: nothing yet.`;
  const models = sums
    .filter(({ input, output }) => input + output > 0)
    .map(({ model, input, output }) => `\`${model}\` ${count(input)} in, ${count(output)} out`);
  return `**${when}**: ${count(tokens)} tokens, ${dollars(costOf(sums))}${
    unpriced ? " and what has no known price" : ""
  } (${models.join("; ")}).`;
}

function everybody({ desk, turn }: CommandCall): string {
  const sums = desk.store.usage.since(monthStart(desk.store.now()));
  const owners = [...new Set(sums.map(({ owner }) => owner))].filter((owner) => owner !== turn.owner);
  if (owners.length === 0) return "";
  const lines = owners.map((owner) => {
    const own = sums.filter((sum) => sum.owner === owner);
    return `- ${owner}: ${count(tokensOf(own))} tokens, ${dollars(costOf(own))}`;
  });
  return `\nOthers this month:\n${lines.join("\n")}`;
}
