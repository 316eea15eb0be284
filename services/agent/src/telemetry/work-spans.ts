// The spans of the agent's own work, each where its numbers are known.
import { count, span } from "./current.ts";

interface SaidTurn {
  id: string;
  chat: string;
  owner: string;
  attempts: number;
  created_ms: number;
}

/** All that comes of one message, from the moment it was stored until its answer is said. */
export function tracedUpdate<T>(turn: SaidTurn, work: () => Promise<T>): Promise<T> {
  const { id, chat, owner, created_ms } = turn;
  return span("update", { channel: channelOf(chat), chat, owner, turn: id }, work, created_ms);
}

/** One run of a turn. It failed if its outcome says so. */
export function tracedTurn<T extends { ok: boolean }>(turn: SaidTurn, work: () => Promise<T>): Promise<T> {
  const { id, chat, attempts } = turn;
  return span("turn", { channel: channelOf(chat), turn: id, attempt: attempts + 1 }, async (running) => {
    const outcome = await work();
    if (!outcome.ok) running.failed();
    return outcome;
  });
}

/** Saying what waits for a chat. */
export function tracedDelivery<T>(chat: string, work: () => Promise<T>): Promise<T> {
  return span("delivery", { channel: channelOf(chat) }, work);
}

interface ModelAnswer {
  usage_metadata?: { input_tokens: number; output_tokens: number } | undefined;
}

/** One call to a model, with the tokens that it took. */
export function tracedModel<T extends ModelAnswer>(
  model: string,
  round: number,
  ask: () => Promise<T>,
): Promise<T> {
  return span("model", { model, round }, async (call) => {
    const answer = await ask();
    const { input_tokens: inputTokens = 0, output_tokens: outputTokens = 0 } = answer.usage_metadata ?? {};
    call.set({ inputTokens, outputTokens });
    if (inputTokens > 0) count("voxnix_model_tokens", { model, direction: "input" }, inputTokens);
    if (outputTokens > 0) count("voxnix_model_tokens", { model, direction: "output" }, outputTokens);
    return answer;
  });
}

/**
 * One tool. It failed if its result says so.
 * @param tool one that there is: a name that the model made up is nobody's label
 * @param container as the tool got it; left out if it is no name of a container
 */
export function tracedTool<T extends { ok: boolean }>(
  tool: string,
  container: unknown,
  run: () => Promise<T>,
): Promise<T> {
  const named = typeof container === "string" && /^[a-z][a-z0-9-]{0,10}$/.test(container);
  return span("tool", { tool, ...(named && { container }) }, async (call) => {
    const result = await run();
    if (!result.ok) call.failed();
    return result;
  });
}

function channelOf(chat: string): string {
  return chat.split(":", 1)[0] ?? chat;
}
