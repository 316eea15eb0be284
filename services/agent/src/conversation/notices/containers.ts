import { setTimeout as pause } from "node:timers/promises";
import type { Logger } from "@voxnix/daemon";
import type { Container, ContainerChange, OwnerId } from "@voxnix/protocol";
import { containerText, type Executor } from "../../executor/index.ts";
import type { Store } from "../../store/index.ts";
import type { Voice } from "../voice.ts";

const firstRetryMs = 1_000;
const longestRetryMs = 60_000;

export interface ContainerNoticeParts {
  store: Store;
  executor: Executor;
  voice: Voice;
  log: Logger;
}

/** Tells people of containers that died: each death once, whoever was listening when. */
export class ContainerNotices {
  readonly #parts: ContainerNoticeParts;
  readonly #end = new AbortController();
  readonly #watched = new Map<OwnerId, Promise<void>>();

  constructor(parts: ContainerNoticeParts) {
    this.#parts = parts;
  }

  /** Watches over a person's containers from now on. */
  watch(owner: OwnerId): void {
    if (this.#watched.has(owner) || this.#end.signal.aborted) return;
    this.#watched.set(owner, this.#watch(owner));
  }

  async close(): Promise<void> {
    this.#end.abort();
    await Promise.all(this.#watched.values());
  }

  // The executor may be restarted, or not be there yet: it is asked again.
  async #watch(owner: OwnerId): Promise<void> {
    const { signal } = this.#end;
    let delayMs = firstRetryMs;
    while (!signal.aborted) {
      try {
        const see = (change: ContainerChange) => {
          delayMs = firstRetryMs;
          this.#see(owner, change);
        };
        await this.#parts.executor.watchContainers(owner, see, signal);
      } catch (error) {
        if (!signal.aborted)
          this.#parts.log.debug({ event: "containers-not-watched", owner, err: error, retryInMs: delayMs });
      }
      await pause(delayMs, undefined, { signal, ref: false }).catch(() => {});
      delayMs = Math.min(delayMs * 2, longestRetryMs);
    }
  }

  #see(owner: OwnerId, { container, before, initial, destroyed, unasked }: ContainerChange): void {
    if (container === null) return;
    const { store, voice, log } = this.#parts;
    const subject = `container:${container.name}`;
    if (destroyed) {
      store.sights.forget(owner, subject);
      return;
    }
    const seen = store.sights.get(owner, subject);
    const now = sightOf(container);
    if (seen === now) return;
    store.atomically(() => {
      store.sights.set(owner, subject, now);
      const died = initial
        ? // It broke while I was away: nobody breaks one on purpose.
          container.state === "BROKEN" && seen !== undefined
        : unasked && before === "RUNNING" && !isUp(container);
      if (!died) return;
      log.info({ event: "container-died", owner, container: container.name, state: container.state });
      voice.tell(owner, {
        ok: false,
        text: `⚠️ **${container.name}** ended, and nobody asked for it. ${containerText(container)}`,
        buttons: [
          [
            { id: `logs:${container.name}`, label: "Look at the logs" },
            { id: `start:${container.name}`, label: `Start ${container.name}` },
          ],
        ],
      });
    });
  }
}

function isUp({ state }: Container): boolean {
  return state === "RUNNING" || state === "STARTING";
}

// One that died, was started and died again has a new time.
function sightOf({ state, sinceMs }: Container): string {
  return `${state}@${sinceMs}`;
}
