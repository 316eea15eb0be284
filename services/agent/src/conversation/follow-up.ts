import { setTimeout as pause } from "node:timers/promises";
import type { Logger } from "@voxnix/daemon";
import { type Executor, ExecutorUnreachable, followUp, type OperationBegun } from "../executor/index.ts";
import type { BegunOperation, Store, Turn } from "../store/index.ts";
import type { TurnEvent } from "./events.ts";
import type { Voice } from "./voice.ts";

const firstRetryMs = 500;
const longestRetryMs = 15_000;

export interface FollowUpParts {
  store: Store;
  executor: Executor;
  log: Logger;
  voice: Voice;
  show: (turn: Turn, event: TurnEvent) => void;
  /** An operation of this person has ended. */
  followed: (owner: Turn["owner"]) => void;
}

/** Tells people how operations ended that outlived their turn: after a restart, or after a stop. */
export class FollowUps {
  readonly #parts: FollowUpParts;
  readonly #watched = new Map<string, Promise<void>>();
  readonly #end = new AbortController();

  constructor(parts: FollowUpParts) {
    this.#parts = parts;
  }

  /** Follows what the turn began and nobody was told of, each once. */
  watch(turn: Turn): void {
    for (const begun of this.#parts.store.operations.untold(turn)) {
      if (this.#watched.has(begun.request) || this.#end.signal.aborted) continue;
      const done = this.#follow(turn, begun)
        .catch((error) =>
          this.#parts.log.error({ event: "follow-up-failed", request: begun.request, err: error }),
        )
        .finally(() => this.#watched.delete(begun.request));
      this.#watched.set(begun.request, done);
    }
  }

  /** Cancels what the turn began and is under way. How each ends is told by the turn, or by `watch`. */
  cancel(turn: Turn): void {
    for (const begun of this.#parts.store.operations.untold(turn)) {
      this.#cancel(turn, begun).catch((error) =>
        this.#parts.log.warn({ event: "cancel-failed", request: begun.request, err: error }),
      );
    }
  }

  /** Hangs up; what is not told by now is told after the next start. */
  async close(): Promise<void> {
    this.#end.abort();
    await Promise.all(this.#watched.values());
  }

  // The word may have come before the executor's word that it accepted.
  async #cancel({ owner }: Turn, { request, container, operation }: BegunOperation): Promise<void> {
    const { executor } = this.#parts;
    const known =
      operation ??
      (await executor.operations(owner, { container })).find(({ requestId }) => requestId === request)?.id;
    if (known !== undefined) await executor.cancel(owner, known);
  }

  async #follow(turn: Turn, begun: BegunOperation): Promise<void> {
    const { store, voice, log, followed } = this.#parts;
    const outcome = await this.#outcome(turn, begun);
    if (outcome === undefined) return;
    const text = turn.state === "interrupted" ? `${outcome.text}\n\n${restartNote}` : outcome.text;
    store.atomically(() => {
      store.operations.told(begun.request);
      store.messages.add(turn, [{ role: "assistant", text, calls: [] }]);
      voice.news(turn, { ok: outcome.ok, text });
    });
    log.info({ event: "followed-up", turn: turn.id, request: begun.request, ok: outcome.ok });
    voice.flush(turn.chat);
    followed(turn.owner);
  }

  // Undefined if the process ends before the operation does.
  async #outcome(turn: Turn, begun: BegunOperation): Promise<{ ok: boolean; text: string } | undefined> {
    const { signal } = this.#end;
    for (let delayMs = firstRetryMs; !signal.aborted; delayMs = Math.min(delayMs * 2, longestRetryMs)) {
      try {
        return await followUp(this.#parts.executor, asBegun(turn, begun), {
          signal,
          onEvent: (event) =>
            this.#parts.show(turn, {
              type: "operation",
              turn: turn.id,
              operation: event.operationId,
              container: begun.container,
              event,
            }),
        });
      } catch (error) {
        if (signal.aborted) return undefined;
        if (!(error instanceof ExecutorUnreachable)) throw error;
        await pause(delayMs, undefined, { signal, ref: false }).catch(() => {});
      }
    }
    return undefined;
  }
}

const restartNote =
  "_I was restarted in the middle of this. If your message asked for more, please say the rest again._";

function asBegun(turn: Turn, begun: BegunOperation): OperationBegun & { owner: Turn["owner"] } {
  return {
    owner: turn.owner,
    requestId: begun.request,
    kind: begun.kind,
    container: begun.container,
    ...(begun.operation === null ? {} : { operation: begun.operation }),
  };
}
