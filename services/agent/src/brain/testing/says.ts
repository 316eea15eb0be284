import { AIMessage, type BaseMessage } from "@langchain/core/messages";
import { fakeModel } from "langchain";

type Model = ReturnType<typeof fakeModel>;
type Call = ReturnType<typeof calling>;

/** A tool call as a model makes it. */
export function calling(name: string, args: Record<string, unknown> = {}) {
  return { name, args, id: `call_${++count}` };
}
let count = 0;

/** Lets a model call these tools, without a word. */
export function calls(model: Model, ...wanted: Call[]): Model {
  const tool_calls = wanted.map((call) => ({ ...call, type: "tool_call" as const }));
  return model.respond(new AIMessage({ content: "", tool_calls }));
}

/** Lets a model call these tools, a round each, and then say this; without words, what the last tool answered. */
export function will(model: Model, rounds: readonly (Call | Call[])[], said?: string): Model {
  for (const round of rounds) calls(model, ...[round].flat());
  if (said !== undefined) return model.respond(new AIMessage(said));
  return model.respond((messages: BaseMessage[]) => new AIMessage(messages.at(-1)?.text ?? ""));
}

/** A model that does so. */
export function modelThat(rounds: readonly (Call | Call[])[], said?: string): Model {
  return will(fakeModel(), rounds, said);
}
