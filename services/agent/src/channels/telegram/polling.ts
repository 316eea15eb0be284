import { setTimeout as pause } from "node:timers/promises";
import type { Logger } from "@voxnix/daemon";
import { GrammyError } from "grammy";
import type { Update } from "grammy/types";
import { Trouble } from "./trouble.ts";

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

/**
 * Asks Telegram for updates until the signal ends it. Updates are stored before the next poll, which is what
 * acknowledges them: a crash in between brings them again, none is lost.
 * @throws BotRefused if the token is wrong
 */
export async function poll(parts: PollingParts): Promise<void> {
  const { signal } = parts;
  const wait = parts.wait ?? ((ms: number) => pause(ms, undefined, { signal }).catch(() => {}));
  let offset: number | undefined;
  const trouble = new Trouble(parts.log, wait);
  let prepared = false;
  // The first poll, also the first after trouble, shows at once whether the bot is heard.
  let patient = false;
  while (!signal.aborted) {
    try {
      if (!prepared) await parts.prepare();
      prepared = true;
      const updates = await parts.getUpdates(offset, patient, signal);
      parts.completed();
      trouble.over();
      patient = true;
      parts.take(updates);
      // Without news no offset: what was acknowledged does not come again, and after a quiet week
      // Telegram goes on with a random id (https://core.telegram.org/bots/api#update).
      offset = updates.length > 0 ? Math.max(...updates.map(({ update_id }) => update_id)) + 1 : undefined;
    } catch (error) {
      if (signal.aborted) return;
      patient = false;
      if (isWebhook(error)) {
        parts.log.warn({ event: "telegram-webhook-removed" });
        await parts.deleteWebhook().catch(() => {});
      }
      await trouble.sitOut(error);
    }
  }
}

function isWebhook(error: unknown): boolean {
  return error instanceof GrammyError && error.error_code === 409 && error.description.includes("webhook");
}
