import { AIMessage, type BaseMessage, ToolMessage } from "@langchain/core/messages";
import { headings } from "../../context.ts";
import type { Call } from "./plan.ts";

/** What the messages show: the same that any model is sent, and no more. */
export interface Sight {
  /** Undefined if the system message does not know them. */
  modules: SeenModule[] | undefined;
  containers: SeenContainer[] | undefined;
  /** The conversation in exchanges; the last one is under way. */
  exchanges: Exchange[];
}

export interface SeenModule {
  name: string;
  settings: { name: string; type: string }[];
}

export interface SeenContainer {
  name: string;
  /** The words after its name, e.g. "running at 10.88.0.2 with git". */
  facts: string;
}

/** A user's message and what came of it. */
export interface Exchange {
  text: string;
  /** Tool calls with their answers, in rounds. */
  rounds: Done[][];
  /** What was said in the end; undefined while under way. */
  reply: string | undefined;
}

export interface Done {
  call: Call;
  ok: boolean;
  answer: string;
}

/** Whether the call waits for the user's yes: then it was not carried out. */
export function isAsked({ answer }: Done): boolean {
  return answer.startsWith("Asked");
}

/** Reads the messages. */
export function see(messages: readonly BaseMessage[]): Sight {
  const system = messages.find((message) => message.getType() === "system")?.text ?? "";
  return {
    modules: entries(system, headings.modules)?.map(asModule),
    containers: entries(system, headings.containers)?.map(([name, facts]) => ({ name, facts })),
    exchanges: exchangesOf(messages),
  };
}

// The list entries `- **name**: text` under a heading; undefined if it says "Not known".
function entries(system: string, heading: string): [name: string, text: string][] | undefined {
  const start = system.indexOf(heading);
  if (start < 0) return undefined;
  const section = system.slice(start + heading.length).split(/^## /m)[0] ?? "";
  if (section.trimStart().startsWith("Not known")) return undefined;
  return [...section.matchAll(/^- \*\*([^*]+)\*\*: (.*)$/gm)].map(([, name = "", text = ""]) => [name, text]);
}

function asModule([name, text]: [string, string]): SeenModule {
  const [, settings = ""] = text.split(/\. Settings: (.*)$/);
  const found = [...settings.matchAll(/(?:^|; )([A-Za-z0-9_-]+) \(([^:)]*)/g)];
  return { name, settings: found.map(([, setting = "", type = ""]) => ({ name: setting, type })) };
}

function exchangesOf(messages: readonly BaseMessage[]): Exchange[] {
  const exchanges: Exchange[] = [];
  for (const message of messages) {
    const current = exchanges.at(-1);
    if (message.getType() === "human") exchanges.push({ text: message.text, rounds: [], reply: undefined });
    else if (AIMessage.isInstance(message) && current) takeAnswer(current, message);
    else if (ToolMessage.isInstance(message) && current) takeResult(current, message);
  }
  return exchanges;
}

const ids = new WeakMap<Done, string>();

function takeAnswer(exchange: Exchange, message: AIMessage): void {
  const calls = message.tool_calls ?? [];
  // The agent can add a notice of its own after the reply; the reply stays what it was.
  if (calls.length === 0) exchange.reply ??= message.text;
  else exchange.rounds.push(calls.map(({ id, name, args }) => asDone(id, { tool: name, arguments: args })));
}

function asDone(id: string | undefined, call: Call): Done {
  const done: Done = { call, ok: false, answer: "" };
  ids.set(done, id ?? "");
  return done;
}

function takeResult(exchange: Exchange, message: ToolMessage): void {
  const done = exchange.rounds.flat().find((one) => ids.get(one) === message.tool_call_id);
  if (done) Object.assign(done, { ok: message.status !== "error", answer: message.text });
}
