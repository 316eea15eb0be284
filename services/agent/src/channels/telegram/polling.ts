import { setTimeout as pause } from "node:timers/promises";
import type { Logger } from "@voxnix/daemon";
import { GrammyError } from "grammy";
import type { Update } from "grammy/types";

/** Telegram will not have this bot, and trying again would not help. The message is for the owner. */
export class BotRefused extends Error {
  override readonly name = "BotRefused";
}

export interface PollingParts {
  /** What must succeed once before the first poll. */
  prepare: () => Promise<void>;
  /** One getUpdates; it waits for updates if it is patient, and answers at once if not. */
  getUpdates: (offset: number | undefined, patient: boolean, signal: AbortSignal) => Promise<Update[]>;
  /** Ends a webhook that keeps getUpdates from working. */
  deleteWebhook: () => Promise<unknown>;
  /** Stores the updates, then handles those that are new. What it returned from is acknowledged. */
  take: (updates: readonly Update[]) => void;
  /** A poll was answered. */
  completed: () => void;
  log: Logger;
  signal: AbortSignal;
  /** Waits so many milliseconds. */
  wait?: (ms: number) => Promise<unknown>;
}

const firstDelayMs = 1_000;
const longestDelayMs = 30_000;

/**
 * Asks Telegram for updates until the signal ends it. Updates are stored before the next poll, which is what
 * acknowledges them: a crash in between brings them again, none is lost.
 * @throws BotRefused if the token is wrong
 */
export async function poll(parts: PollingParts): Promise<void> {
  const { signal } = parts;
  const wait = parts.wait ?? ((ms: number) => pause(ms, undefined, { signal }).catch(() => {}));
  let offset: number | undefined;
  let delayMs = firstDelayMs;
  let prepared = false;
  // The first poll, also the first after trouble, shows at once whether the bot is heard.
  let patient = false;
  while (!signal.aborted) {
    try {
      if (!prepared) await parts.prepare();
      prepared = true;
      const updates = await parts.getUpdates(offset, patient, signal);
      parts.completed();
      delayMs = firstDelayMs;
      patient = true;
      parts.take(updates);
      // Without news no offset: what was acknowledged does not come again, and after a quiet week
      // Telegram goes on with a random id (https://core.telegram.org/bots/api#update).
      offset = updates.length > 0 ? Math.max(...updates.map(({ update_id }) => update_id)) + 1 : undefined;
    } catch (error) {
      if (signal.aborted) return;
      patient = false;
      delayMs = await afterTrouble(parts, error, delayMs, wait);
    }
  }
}

// Waits as long as the trouble asks for; returns how long to wait if it comes again.
async function afterTrouble(
  { log, deleteWebhook }: PollingParts,
  error: unknown,
  delayMs: number,
  wait: (ms: number) => Promise<unknown>,
): Promise<number> {
  const refusal = error instanceof GrammyError ? error : undefined;
  if (refusal?.error_code === 401 || refusal?.error_code === 404) throw new BotRefused(wrongToken);
  if (refusal?.error_code === 409 && refusal.description.includes("webhook")) {
    log.warn({ event: "telegram-webhook-removed" });
    await deleteWebhook().catch(() => {});
  }
  const retryAfterMs = (refusal?.parameters.retry_after ?? 0) * 1_000;
  const waitMs = Math.max(retryAfterMs, delayMs);
  log.warn({
    event: refusal?.error_code === 409 ? "telegram-second-poller" : "telegram-poll-failed",
    reason: refusal ? `${refusal.error_code} ${refusal.description}` : unreachableReason(error),
    retryInMs: waitMs,
  });
  await wait(waitMs);
  return Math.min(delayMs * 2, longestDelayMs);
}

const wrongToken =
  "Telegram does not know the token in TELEGRAM_BOT_TOKEN (401 Unauthorized). Take the current one from @BotFather (/mybots, API Token) into the agent's environment and start the agent again.";

// The URL of a failed call contains the token, so that of the error nothing but its kind is logged.
function unreachableReason(error: unknown): string {
  const inner = error instanceof Error && "error" in error ? error.error : error;
  const code = inner instanceof Error && "code" in inner ? String(inner.code) : undefined;
  return code ?? (inner instanceof Error ? inner.name : "unknown");
}
