import type { Logger } from "@voxnix/daemon";
import { GrammyError } from "grammy";

/** Telegram will not have this bot, and trying again would not help. The message is for the owner. */
export class BotRefused extends Error {
  override readonly name = "BotRefused";
}

const firstDelayMs = 1_000;
const longestDelayMs = 30_000;

/** Waits after each trouble in turn, longer each time and as long as Telegram asks for. */
export class Trouble {
  readonly #log: Logger;
  readonly #wait: (ms: number) => Promise<unknown>;
  #delayMs = firstDelayMs;

  constructor(log: Logger, wait: (ms: number) => Promise<unknown>) {
    this.#log = log;
    this.#wait = wait;
  }

  /** A call was answered. */
  over(): void {
    this.#delayMs = firstDelayMs;
  }

  /** A call failed: returns when it may be tried again. @throws BotRefused if it need not be */
  async sitOut(error: unknown): Promise<void> {
    const refusal = error instanceof GrammyError ? error : undefined;
    if (refusal?.error_code === 401 || refusal?.error_code === 404) throw new BotRefused(wrongToken);
    const waitMs = Math.max((refusal?.parameters.retry_after ?? 0) * 1_000, this.#delayMs);
    this.#log.warn({
      event: refusal?.error_code === 409 ? "telegram-second-poller" : "telegram-call-failed",
      reason: refusal ? `${refusal.error_code} ${refusal.description}` : unreachableReason(error),
      retryInMs: waitMs,
    });
    this.#delayMs = Math.min(this.#delayMs * 2, longestDelayMs);
    await this.#wait(waitMs);
  }
}

const wrongToken =
  "Telegram does not know the token in TELEGRAM_BOT_TOKEN (401 Unauthorized). Take the current one from @BotFather (/mybots, API Token) into the agent's environment and start the agent again.";

// The URL of a failed call contains the token, so that of the error nothing but its kind is logged.
function unreachableReason(error: unknown): string {
  const inner = error instanceof Error && "error" in error ? error.error : error;
  const code = inner instanceof Error && "code" in inner ? String(inner.code) : undefined;
  return code ?? (inner instanceof Error ? inner.name : "unknown");
}
