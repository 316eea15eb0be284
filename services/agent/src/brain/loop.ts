import { AIMessage, HumanMessage } from "@langchain/core/messages";
import { createAgent, createMiddleware } from "langchain";
import { Asking } from "./asking.ts";
import { Changer } from "./changes.ts";
import { contextOf } from "./context.ts";
import { declared } from "./declared.ts";
import { Drafts } from "./drafts.ts";
import { asModelHistory } from "./history.ts";
import { roundsPerTurn } from "./limits.ts";
import type { StoredCall } from "./messages.ts";
import { ToolCalls, toolMessage } from "./tool-calls.ts";
import type { Transcript } from "./transcript.ts";
import type { TurnParts, TurnRequest } from "./turn-request.ts";

// LangGraph counts each node of each round; our own limit is to be the one that ends a turn.
const recursionLimit = roundsPerTurn * 10;

/**
 * Lets the model and the tools talk until the model replies; everything said goes into the transcript.
 * @param approved calls that stand for the model's first answer: the person said yes to them
 */
export async function loop(
  parts: TurnParts,
  request: TurnRequest,
  transcript: Transcript,
  approved: readonly StoredCall[] = [],
): Promise<void> {
  const { executor, log } = parts;
  const { owner, role, signal, history, text, turn, onEvent, awaitSecret } = request;
  const told = { context: await contextOf(executor, owner), history: asModelHistory(history) };
  const drafts = new Drafts((draft) => {
    transcript.unfinished = draft;
    onEvent({ type: "draft", turn, text: draft });
  });
  const asking = new Asking(parts, request, transcript, told, drafts);
  const changes = new Changer(parts, request);
  const calls = new ToolCalls({ executor, owner, role, signal, changes, awaitSecret }, request, log);
  const keeper = createMiddleware({
    name: "Keeper",
    wrapModelCall: async (modelRequest, ask) => {
      signal.throwIfAborted();
      if (approved.length > 0 && transcript.rounds === 0) return transcript.said(asAnswer(approved));
      const end = ending(request, transcript);
      if (end !== undefined) return transcript.said(new AIMessage(end));
      return transcript.said(await asking.ask(modelRequest, ask));
    },
    wrapToolCall: async ({ toolCall }) => {
      const { call, place, malformed } = transcript.call(toolCall.id);
      const sure = approved.length > 0 && transcript.rounds === 1;
      const result = await calls.answer(call, { place, malformed, sure });
      transcript.answered(call, result);
      return toolMessage(call, result);
    },
  });
  const [first] = parts.models;
  if (first === undefined) throw new Error("No model is configured");
  const agent = createAgent({
    model: await first.load(),
    tools: declared,
    middleware: [keeper],
  });
  await agent.invoke({ messages: [new HumanMessage(text)] }, { signal, recursionLimit, callbacks: [drafts] });
}

/** What ends a turn instead of another question to the model; undefined to go on. */
function ending(request: TurnRequest, transcript: Transcript): string | undefined {
  // The questions are the reply.
  if (transcript.onlyAsked) return "";
  const over = transcript.usage.map((usage) => request.spent?.(usage)).find((why) => why !== undefined);
  if (over !== undefined) return stoppedHere(over, transcript);
  if (transcript.rounds < roundsPerTurn - 1) return undefined;
  return stoppedHere(
    `this took ${roundsPerTurn - 1} rounds of tools, and that is my limit for one message.`,
    transcript,
  );
}

function stoppedHere(why: string, { answers }: Transcript): string {
  const last = answers.at(-1);
  return `I stopped here: ${why} ${last ? `The last answer was: ${last}\n\n` : ""}Tell me to go on if this is the right way.`;
}

function asAnswer(calls: readonly StoredCall[]): AIMessage {
  return new AIMessage({
    content: "",
    tool_calls: calls.map(({ id, tool, arguments: args }) => ({
      id,
      name: tool,
      args,
      type: "tool_call" as const,
    })),
  });
}
