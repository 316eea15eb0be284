import { createHash } from "node:crypto";
import type { ModelInfo } from "../../brain/index.ts";
import { type Answer, declined } from "../answer.ts";
import { dollars } from "../budget.ts";
import { chosenModel } from "../chosen-model.ts";
import type { Command, CommandCall } from "./command.ts";

export const model: Command = {
  name: "model",
  description: "Which model answers in this chat",
  run(call) {
    const { turn, rest, desk } = call;
    if (rest === "") return choice(call);
    const chosen = find(desk.brain.models, rest);
    if (chosen === undefined)
      return declined(`There is no model \`${rest}\` here. /model shows which there are.`);
    desk.store.preferences.set(turn, "model", chosen.name);
    return { text: `This chat now uses \`${chosen.name}\`${priceText(chosen)}.` };
  },
};

function choice({ turn, desk }: CommandCall): Answer {
  const { brain } = desk;
  const current = chosenModel(desk, turn) ?? brain.model;
  const lines = brain.models.map(
    (info) => `- \`${info.name}\`${priceText(info)}${info.name === current ? " ← this chat" : ""}`,
  );
  const others = brain.models.filter(({ name }) => name !== current);
  const text = `Models, in the order in which they stand in for each other:\n${lines.join("\n")}`;
  return {
    text: others.length === 0 ? `${text}\n\nThere is no other to switch to.` : text,
    buttons: others.map(({ name }) => [{ id: `model:${keyOf(name)}`, label: short(name) }]),
  };
}

function find(models: readonly ModelInfo[], wanted: string): ModelInfo | undefined {
  const exact = models.find(({ name }) => name === wanted || keyOf(name) === wanted);
  if (exact) return exact;
  const near = models.filter(({ name }) => name.toLowerCase().includes(wanted.toLowerCase()));
  return near.length === 1 ? near[0] : undefined;
}

/** A model's name as part of a button's id. It stays the same when the configuration lists others. */
function keyOf(name: string): string {
  return createHash("sha256").update(name).digest("hex").slice(0, 12);
}

function priceText({ name, price }: ModelInfo): string {
  if (price) return ` (${dollars(price.input)} in, ${dollars(price.output)} out per million tokens)`;
  return name === "offline" ? " (built in, costs nothing)" : "";
}

function short(name: string): string {
  const label = name.replace(/^(openrouter|openai):/, "");
  return label.length <= 40 ? label : `${label.slice(0, 39)}…`;
}
