import { setTimeout as pause } from "node:timers/promises";
import type { Logger } from "@voxnix/daemon";
import { type Container, type ContainerChange, type OwnerId, VoxnixError } from "@voxnix/protocol";
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
  /** Whether this person may speak: one who was removed is told nothing either. */
  isKnown(owner: OwnerId): boolean;
}

/** Tells people of containers that died: each death once, whoever was listening when. */
export class ContainerNotices {
  readonly #parts: ContainerNoticeParts;
  readonly #end = new AbortController();
  readonly #watched = new Map<OwnerId, Promise<void>>();
  /** Who may have got a container since it was looked whether they have some. */
  readonly #perhaps = new Set<OwnerId>();
  #toldOfCap = false;

  constructor(parts: ContainerNoticeParts) {
    this.#parts = parts;
  }

  /** Watches over a person's containers, for as long as they have some. */
  watch(owner: OwnerId): void {
    this.#perhaps.add(owner);
    if (this.#watched.has(owner) || this.#end.signal.aborted) return;
    this.#watched.set(
      owner,
      this.#watch(owner).finally(() => {
        this.#watched.delete(owner);
        if (this.#perhaps.has(owner)) this.watch(owner);
      }),
    );
  }

  async close(): Promise<void> {
    this.#end.abort();
    await Promise.all(this.#watched.values());
  }

  // The executor may be restarted, or not be there yet: it is asked again.
  async #watch(owner: OwnerId): Promise<void> {
    const { signal } = this.#end;
    for (let delayMs = firstRetryMs; !signal.aborted; delayMs = Math.min(delayMs * 2, longestRetryMs)) {
      try {
        while (!(await this.#hasSome(owner))) if (!this.#perhaps.has(owner)) return;
        await this.#follow(owner, () => {
          delayMs = firstRetryMs;
        });
      } catch (error) {
        if (!signal.aborted) this.#failed(owner, error, delayMs);
      }
      await pause(delayMs, undefined, { signal, ref: false }).catch(() => {});
    }
  }

  // The host lets so many be watched at a time: those beyond are asked for again and again, and told later or not at all.
  #failed(owner: OwnerId, error: unknown, retryInMs: number): void {
    const { log } = this.#parts;
    log.debug({ event: "containers-not-watched", owner, err: error, retryInMs });
    if (this.#toldOfCap || !(error instanceof VoxnixError) || error.reason !== "QUOTA_EXCEEDED") return;
    this.#toldOfCap = true;
    log.warn({
      event: "too-many-watched",
      people: this.#watched.size,
      advice: `${error.message} Some of the people who have containers are not told when one of theirs ends by itself; /list shows it.`,
    });
  }

  async #hasSome(owner: OwnerId): Promise<boolean> {
    this.#perhaps.delete(owner);
    return (await this.#parts.executor.containers(owner)).length > 0;
  }

  // A stream for each person who has containers, not for each who ever spoke: the host allows so many.
  async #follow(owner: OwnerId, heard: () => void): Promise<void> {
    const destroyed = new AbortController();
    const signal = AbortSignal.any([this.#end.signal, destroyed.signal]);
    const see = (change: ContainerChange) => {
      heard();
      this.#see(owner, change);
      if (change.destroyed) destroyed.abort();
    };
    await this.#parts.executor.watchContainers(owner, see, signal).catch((error) => {
      if (!destroyed.signal.aborted) throw error;
    });
  }

  #see(owner: OwnerId, { container, before, initial, destroyed, unasked }: ContainerChange): void {
    if (container === null) return;
    const { store } = this.#parts;
    const subject = `container:${container.name}`;
    if (destroyed) {
      store.sights.forget(owner, subject);
      return;
    }
    // systemd tries to start again what fell: what is between tells nothing yet.
    if (!isSettled(container)) return;
    const seen = store.sights.get(owner, subject);
    const now = sightOf(container);
    if (seen === now) return;
    const ran = seen?.startsWith("RUNNING@") ?? before === "RUNNING";
    // It may have happened while nobody watched; but then a stop may have been asked for, a break never is.
    const died = initial ? ran && container.state === "BROKEN" : ran && unasked;
    store.atomically(() => {
      store.sights.set(owner, subject, now);
      if (died && container.state !== "RUNNING") this.#tell(owner, container);
    });
  }

  #tell(owner: OwnerId, container: Container): void {
    const { voice, log, isKnown } = this.#parts;
    if (!isKnown(owner)) return;
    const { name, state } = container;
    log.info({ event: "container-died", owner, container: name, state });
    voice.tell(owner, {
      ok: false,
      text: `⚠️ **${name}** ended, and nobody asked for it. ${containerText(container)}`,
      buttons: [
        [
          { id: `logs:${name}`, label: "Look at the logs" },
          { id: `start:${name}`, label: `Start ${name}` },
        ],
      ],
    });
  }
}

function isSettled({ state }: Container): boolean {
  return state === "RUNNING" || state === "STOPPED" || state === "BROKEN";
}

// One that died, was started and died again has a new time.
function sightOf({ state, sinceMs }: Container): string {
  return `${state}@${sinceMs}`;
}
