import type { Logger } from "@voxnix/daemon";
import type { HostCheck, OwnerId } from "@voxnix/protocol";
import { type Executor, errorText } from "../../executor/index.ts";
import type { Store } from "../../store/index.ts";
import type { Answer } from "../answer.ts";
import type { Voice } from "../voice.ts";

// An executor that is being restarted is back by the second look.
const missedLooks = 2;
/** Nobody's own: what is seen of the host belongs to no person. */
const host = "host";

export interface HostNoticeParts {
  store: Store;
  executor: Executor;
  voice: Voice;
  log: Logger;
  everyMs: number;
}

/** Tells those who administer when something about the host goes wrong, and when it is well again; each once. */
export class HostNotices {
  readonly #parts: HostNoticeParts;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  #missed = 0;

  constructor(parts: HostNoticeParts) {
    this.#parts = parts;
  }

  /** Looks from now on, every so often. */
  open(): void {
    this.#timer = setInterval(() => {
      this.#looking = this.look().catch((error) =>
        this.#parts.log.error({ event: "host-not-looked-at", err: error }),
      );
    }, this.#parts.everyMs);
    this.#timer.unref();
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  /** Looks at the host's checklist once. */
  async look(): Promise<void> {
    const checks = await this.#checks();
    for (const check of checks) this.#see(check);
  }

  async #checks(): Promise<HostCheck[]> {
    const { executor } = this.#parts;
    try {
      const { checks } = await executor.hostStatus();
      this.#missed = 0;
      return [...checks, { name: "executor", ok: true, detail: "It answers.", advice: "" }];
    } catch (error) {
      this.#missed += 1;
      if (this.#missed < missedLooks) return [];
      return [{ name: "executor", ok: false, detail: errorText(error), advice: "" }];
    }
  }

  #see(check: HostCheck): void {
    const { store, voice, log } = this.#parts;
    const seen = store.sights.get(host, check.name) ?? "ok";
    const now = check.ok ? "ok" : "bad";
    if (seen === now) return;
    store.atomically(() => {
      store.sights.set(host, check.name, now);
      log.warn({ event: "host-check", check: check.name, ok: check.ok, detail: check.detail });
      for (const owner of this.#administrators()) voice.tell(owner, noticeOf(check));
    });
  }

  #administrators(): OwnerId[] {
    const { people } = this.#parts.store;
    return people
      .all()
      .filter(({ role }) => role === "owner")
      .map(({ owner }) => owner);
  }
}

function noticeOf({ name, ok, detail, advice }: HostCheck): Answer {
  if (ok) return { text: `✅ The host is well again: ${name}. ${detail}` };
  return {
    ok: false,
    text: `⚠️ The host needs attention: ${name}. ${detail}${advice ? `\n\n→ ${advice}` : ""}`,
    buttons: [[{ id: "status", label: "Look at the host" }]],
  };
}
