import { AIMessage, type BaseMessage, HumanMessage, ToolMessage } from "@langchain/core/messages";
import type { StoredMessage } from "./messages.ts";

/** As many characters of history as a model is sent at most; older turns are left out whole. */
const budget = 120_000;

/** A whole conversation in LangChain's form: the newest turns that fit. */
export function asModelHistory(history: readonly StoredMessage[]): BaseMessage[] {
  return newestTurns(history).map(asLangChain);
}

/**
 * Gives each tool call its answer and drops answers without a call: providers refuse the whole history
 * otherwise. An abort in the middle of a tool leaves such calls.
 */
export function repaired(history: readonly StoredMessage[]): StoredMessage[] {
  const result: StoredMessage[] = [];
  const open = new Map<string, string>();
  const close = () => {
    for (const [call, tool] of open) result.push({ role: "tool", call, tool, ok: false, text: interrupted });
    open.clear();
  };
  // Before the first question there is nothing to answer: some providers insist that a user begins.
  const first = history.findIndex(({ role }) => role === "user");
  for (const message of first < 0 ? [] : history.slice(first)) {
    if (message.role === "tool") {
      if (open.delete(message.call)) result.push(message);
      continue;
    }
    close();
    if (isEmpty(message)) continue;
    result.push(message);
    if (message.role === "assistant") for (const { id, tool } of message.calls) open.set(id, tool);
  }
  close();
  return result;
}

// A word of nobody's is refused by some providers.
function isEmpty(message: StoredMessage): boolean {
  if (message.text.trim() !== "") return false;
  return message.role === "user" || (message.role === "assistant" && message.calls.length === 0);
}

const interrupted =
  "Interrupted: there was no answer. What it began may have gone on; look before claiming anything.";

function newestTurns(messages: readonly StoredMessage[]): StoredMessage[] {
  let characters = 0;
  let start = messages.length;
  for (let index = messages.length - 1; index >= 0; index--) {
    const message = messages[index];
    if (message === undefined) break;
    characters += message.text.length;
    if (message.role === "assistant") characters += JSON.stringify(message.calls).length;
    if (characters > budget) break;
    if (message.role === "user") start = index;
  }
  return messages.slice(start);
}

function asLangChain(message: StoredMessage): BaseMessage {
  switch (message.role) {
    case "user":
      return new HumanMessage(message.text);
    case "assistant":
      return new AIMessage({
        content: message.text,
        tool_calls: message.calls.map(({ id, tool, arguments: args }) => ({
          id,
          name: tool,
          args,
          type: "tool_call" as const,
        })),
      });
    case "tool":
      return new ToolMessage({
        content: message.text,
        tool_call_id: message.call,
        name: message.tool,
        status: message.ok ? "success" : "error",
      });
  }
}
