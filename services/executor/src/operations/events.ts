import { EventEmitter, once } from "node:events";
import {
  type ErrorDetail,
  type OperationEvent,
  type Operation as OperationMessage,
  type Phase,
  toDetail,
  type VoxnixError,
} from "@voxnix/protocol";
import type { NixProgress } from "../composer/internal-json.ts";

type Body = Pick<OperationEvent, "accepted" | "phase" | "progress" | "log" | "done" | "failed">;

/** Log lines kept per operation. What a build prints beyond that is not passed on. */
const logLimit = 1_000;
/** Progress is told at most so often; seldomer once an operation has told a lot. */
const progressEveryMs = 250;
const progressSeldomMs = 5_000;
const progressPlenty = 400;

/**
 * The events of one operation, numbered without gaps and kept from the first. Watchers read along at
 * their own pace: a slow one costs the operation nothing and misses nothing.
 */
export class EventLog {
  readonly #id: string;
  readonly #bell = new EventEmitter().setMaxListeners(0);
  #events: OperationEvent[] = [];
  #ended = false;
  #logLines = 0;
  #progressCount = 0;
  /** When it was told last, by a clock that nobody sets. */
  #progressMs = Number.NEGATIVE_INFINITY;
  /** The latest progress, while it is too early to tell it. */
  #untold: NixProgress | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(id: string) {
    this.#id = id;
  }

  accepted(operation: OperationMessage): void {
    this.#add({ accepted: { operation, joined: false } }, "accepted");
  }

  phase(phase: Phase, text: string): void {
    this.#forgetProgress();
    this.#add({ phase: { phase, text } }, "phase");
    this.#progressMs = Number.NEGATIVE_INFINITY;
  }

  progress(progress: NixProgress): void {
    this.#untold = progress;
    if (this.#timer !== undefined) return;
    const gap = this.#progressCount < progressPlenty ? progressEveryMs : progressSeldomMs;
    const waitMs = this.#progressMs + gap - performance.now();
    if (waitMs <= 0) this.#tellProgress();
    else this.#timer = setTimeout(() => this.#tellProgress(), waitMs).unref();
  }

  log(source: string, text: string): void {
    this.#logLines++;
    if (this.#logLines > logLimit) return;
    const last = this.#logLines === logLimit;
    this.#add(
      { log: { source, text: last ? "… and more, which is left out here" : text.slice(0, 2_000) } },
      "log",
    );
  }

  done(done: NonNullable<OperationEvent["done"]>): void {
    this.#add({ done }, "done");
    this.end();
  }

  failed(error: VoxnixError): void {
    const failed: ErrorDetail = toDetail(error);
    this.#add({ failed }, "failed");
    this.end();
  }

  /** Lets watchers go. Also by itself, where not even the first event could be journalled. */
  end(): void {
    this.#forgetProgress();
    this.#ended = true;
    this.#bell.emit("ring");
  }

  /** Keeps the first and the last event alone, as after a restart of the executor. */
  shorten(): void {
    if (!this.#ended || this.#events.length <= 2) return;
    const ends = [this.#events.at(0), this.#events.at(-1)].filter((event) => event !== undefined);
    this.#events = ends.map((event, index) => ({ ...event, sequence: index + 1 }));
  }

  /** All events from the first one, then live until the last. Ends early when the signal aborts. */
  async *watch(signal: AbortSignal): AsyncGenerator<OperationEvent> {
    const events = this.#events;
    for (let next = 0; ; next++) {
      while (events[next] === undefined && !this.#ended && !signal.aborted) {
        await once(this.#bell, "ring", { signal }).catch(() => undefined);
      }
      const event = events[next];
      if (event === undefined || signal.aborted) return;
      yield event;
    }
  }

  #tellProgress(): void {
    const progress = this.#untold;
    this.#forgetProgress();
    if (progress === undefined) return;
    this.#progressMs = performance.now();
    this.#progressCount++;
    this.#add({ progress }, "progress");
  }

  #forgetProgress(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#untold = undefined;
  }

  #add(body: Body, event: NonNullable<OperationEvent["event"]>): void {
    if (this.#ended) return;
    const sequence = this.#events.length + 1;
    this.#events.push({ operationId: this.#id, sequence, timeMs: Date.now(), ...body, event });
    this.#bell.emit("ring");
  }
}
