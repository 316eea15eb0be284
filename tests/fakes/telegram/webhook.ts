import type { UpdateQueue } from "./updates.ts";

const FIRST_RETRY_MS = 200;
const LONGEST_RETRY_MS = 5_000;
const PATIENCE_MS = 30_000;

/** Where updates are delivered to, if the bot asked for that: one after the other, each until it was taken with a 2xx. */
export class Webhook {
  readonly #updates: UpdateQueue;
  #target: { url: string; secret: string } | undefined;
  #delivering = false;
  #retry: NodeJS.Timeout | undefined;
  #delayMs = FIRST_RETRY_MS;
  #lastError = "";

  constructor(updates: UpdateQueue) {
    this.#updates = updates;
    updates.onArrival(() => void this.#deliver());
  }

  get url(): string {
    return this.#target?.url ?? "";
  }

  /** Why the last delivery was not taken; empty if it was. */
  get lastError(): string {
    return this.#lastError;
  }

  set(url: string, secret: string): void {
    this.#target = { url, secret };
    this.#delayMs = FIRST_RETRY_MS;
    void this.#deliver();
  }

  remove(): void {
    this.#target = undefined;
    clearTimeout(this.#retry);
  }

  async #deliver(): Promise<void> {
    if (this.#delivering) return;
    this.#delivering = true;
    try {
      for (let update = this.#updates.first; update !== undefined; update = this.#updates.first) {
        if (this.#target === undefined) return;
        await post(this.#target, update);
        this.#updates.taken(update.update_id);
        this.#delayMs = FIRST_RETRY_MS;
        this.#lastError = "";
      }
    } catch (error) {
      this.#lastError = error instanceof Error ? error.message : String(error);
      this.#retry = setTimeout(() => void this.#deliver(), this.#delayMs);
      this.#retry.unref();
      this.#delayMs = Math.min(this.#delayMs * 2, LONGEST_RETRY_MS);
    } finally {
      this.#delivering = false;
    }
  }
}

const post = async ({ url, secret }: { url: string; secret: string }, update: object): Promise<void> => {
  const answer = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(secret === "" ? {} : { "x-telegram-bot-api-secret-token": secret }),
    },
    body: JSON.stringify(update),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`Wrong response from the webhook: ${answer.status} ${answer.statusText}`);
};
