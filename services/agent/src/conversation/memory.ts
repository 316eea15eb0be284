import { StoredMessage } from "../brain/index.ts";
import type { Store, Turn } from "../store/index.ts";

// More turns than this are never looked at, whatever the budget.
const mostTurns = 200;
const charactersPerToken = 4;
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
  const budget = tokens * charactersPerToken;
  const kept: StoredMessage[][] = [];
  let used = 0;
  let inFull = true;
  for (const messages of store.messages.turns(turn, begin, mostTurns)) {
    const whole = messages.map((message) => StoredMessage.parse(message));
    inFull &&= used + size(whole) <= budget * shareInFull;
    const shown = inFull ? whole : summary(whole);
    if (used + size(shown) > budget) break;
    used += size(shown);
    kept.push(shown);
  }
  return kept.reverse().flat();
}

// What the person said and what they were answered, without the tools between.
function summary(turn: readonly StoredMessage[]): StoredMessage[] {
  return turn.flatMap((message): StoredMessage[] => {
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
