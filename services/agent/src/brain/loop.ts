import { AIMessage, HumanMessage } from "@langchain/core/messages";
import { createAgent, createMiddleware, tool } from "langchain";
import { tracedModel } from "../telemetry/index.ts";
import { Changer } from "./changes.ts";
import { systemMessage } from "./context.ts";
import { asModelHistory } from "./history.ts";
import { ToolCalls, toolMessage } from "./tool-calls.ts";
import { tools } from "./tools/index.ts";
import type { Transcript } from "./transcript.ts";
import type { TurnParts, TurnRequest } from "./turn-request.ts";

/** How often the model may be asked in one turn: twelve rounds of tools, and the reply. */
export const roundsPerTurn = 13;

// LangGraph counts each node of each round; our own limit is to be the one that ends a turn.
const recursionLimit = roundsPerTurn * 10;

/** Lets the model and the tools talk until the model replies; everything said goes into the transcript. */
export async function loop(parts: TurnParts, request: TurnRequest, transcript: Transcript): Promise<void> {
  const { executor, log } = parts;
  const { owner, signal, history, text } = request;
  const [model, systemPrompt] = await Promise.all([parts.model.load(), systemMessage(executor, owner)]);
  const changes = new Changer(parts, request);
  const calls = new ToolCalls({ executor, owner, signal, changes }, request, log);
  const keeper = createMiddleware({
    name: "Keeper",
    wrapModelCall: async (modelRequest, ask) => {
      signal.throwIfAborted();
      if (transcript.rounds >= roundsPerTurn - 1) return transcript.said(enough(transcript));
      const asked = async () => asMessage(await ask(modelRequest));
      return transcript.said(await tracedModel(parts.model.name, transcript.rounds + 1, asked));
    },
    wrapToolCall: async ({ toolCall }) => {
      const { call, place, malformed } = transcript.call(toolCall.id);
      const result = await calls.answer(call, place, malformed);
      transcript.answered(call, result);
      return toolMessage(call, result);
    },
  });
  const agent = createAgent({ model, tools: declared, systemPrompt, middleware: [keeper] });
  const messages = [...asModelHistory(history), new HumanMessage(text)];
  await agent.invoke({ messages }, { signal, recursionLimit });
}

// The keeper answers every call itself; LangChain only needs to tell the model what there is.
const declared = tools.map(({ name, description, schema }) =>
  tool(() => Promise.reject(new Error(`${name} is answered by the keeper`)), { name, description, schema }),
);

function asMessage(said: unknown): AIMessage {
  if (AIMessage.isInstance(said)) return said;
  throw new Error("The model answered with something that is no message");
}

function enough({ answers }: Transcript): AIMessage {
  const last = answers.at(-1);
  return new AIMessage(
    `I stopped here: this took ${roundsPerTurn - 1} rounds of tools, and that is my limit for one message. ${
      last ? `The last answer was: ${last}\n\n` : ""
    }Tell me to go on if this is the right way.`,
  );
}
