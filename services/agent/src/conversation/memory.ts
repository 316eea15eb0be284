import { StoredMessage } from "../brain/index.ts";
import type { Store, Turn } from "../store/index.ts";

// More turns than this are never looked at, whatever the budget.
const mostTurns = 200;
const bytesPerToken = 4;
// So much of the budget is for turns with everything that their tools said; the rest for what was said in older ones.
const shareInFull = 0.7;
const longestSummary = 1_200;

/**
 * What the brain is told of the conversation so far, within a budget of about so many tokens: the newest
 * turns in full, older ones as what was said in them, those before not at all. Always whole turns: a tool
 * call and its answer stay together or go together.
 */
export function remembered(
  store: Store,
  turn: Pick<Turn, "chat" | "owner">,
  tokens: number,
): StoredMessage[] {
  const begin = Number(store.preferences.get(turn, "begin") ?? 0);
  const budget = tokens * bytesPerToken;
  const kept: StoredMessage[][] = [];
  let used = 0;
  let inFull = true;
  for (const { bodies, bytes } of store.messages.turns(turn, begin)) {
    inFull &&= used + bytes + bodies.length <= budget * shareInFull;
    const shown = inFull ? bodies.map(asMessage) : summary(bodies);
    used += inFull ? bytes + bodies.length : size(shown);
    if (used > budget) break;
    kept.push(shown);
    if (kept.length === mostTurns) break;
  }
  return kept.reverse().flat();
}

function asMessage(body: string): StoredMessage {
  return StoredMessage.parse(JSON.parse(body));
}

// What the person said and what they were answered, without the tools between.
function summary(bodies: readonly string[]): StoredMessage[] {
  // What tools said can be long, and the role stands first: it need not be read to be left out.
  const spoken = bodies.filter((body) => !body.startsWith('{"role":"tool"'));
  return spoken.map(asMessage).flatMap((message): StoredMessage[] => {
    if (message.role === "user") return [{ ...message, text: short(message.text) }];
    if (message.role === "assistant" && message.text.trim() !== "" && message.calls.length === 0)
      return [{ ...message, text: short(message.text) }];
    return [];
  });
}

function short(text: string): string {
  return text.length <= longestSummary ? text : `${text.slice(0, longestSummary)} […]`;
}

function size(messages: readonly StoredMessage[]): number {
  return messages.reduce((total, message) => total + JSON.stringify(message).length + 1, 0);
}
