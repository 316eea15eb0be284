import { createHmac, timingSafeEqual } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Logger } from "@voxnix/daemon";
import { Trouble } from "./trouble.ts";

export interface WebhookParts {
  /** Where Telegram is to deliver to. */
  url: string;
  /** What must succeed once before. */
  prepare: () => Promise<void>;
  setWebhook: () => Promise<unknown>;
  /** Where Telegram delivers to now; empty if nowhere. */
  webhookUrl: () => Promise<string>;
  /** Telegram answered, and delivers to us. */
  completed: () => void;
  log: Logger;
  signal: AbortSignal;
  /** Waits so many milliseconds. */
  wait?: (ms: number) => Promise<unknown>;
}

// Telegram does not say that it can reach us; that it means to is what can be asked.
const lookAgainMs = 30_000;

/**
 * Has Telegram deliver updates to us, and looks now and then whether it still means to, until the signal ends it. The
 * webhook stays: what comes while the agent is away is delivered once it is back.
 * @throws BotRefused if the token is wrong
 */
export async function keepWebhook(parts: WebhookParts): Promise<void> {
  const { signal, url, log } = parts;
  const wait = parts.wait ?? ((ms: number) => pause(ms, undefined, { signal }).catch(() => {}));
  const trouble = new Trouble(log, wait);
  let prepared = false;
  let set = false;
  while (!signal.aborted) {
    try {
      if (!prepared) await parts.prepare();
      prepared = true;
      if (!set) await parts.setWebhook();
      set = (await parts.webhookUrl()) === url;
      trouble.over();
      if (set) {
        parts.completed();
        await wait(lookAgainMs);
      } else {
        // Another agent with the same token polls, or took the webhook.
        log.warn({ event: "telegram-webhook-gone" });
        await wait(1_000);
      }
    } catch (error) {
      if (signal.aborted) return;
      await trouble.sitOut(error);
    }
  }
}

/** What Telegram has to say with each update. Derived from the token, so that nobody has to think one up. */
export function webhookSecret(token: string): string {
  return createHmac("sha256", token).update("voxnix telegram webhook").digest("base64url");
}

/** Whether a header carries the secret; takes the same time whatever it carries. */
export function isSecret(given: unknown, secret: string): boolean {
  if (typeof given !== "string") return false;
  const [a, b] = [given, secret].map((text) => createHmac("sha256", secret).update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
