import type { BusyWith, Operation as OperationMessage, OwnerId, Phase, VoxnixError } from "@voxnix/protocol";
import { toDetail } from "@voxnix/protocol";
import type { Actor } from "../audit/entry.ts";
import type { ImageInfo } from "../composer/image-index.ts";
import type { Reporter } from "../composer/nix.ts";
import type { ContainerRecord, Difference } from "../store/record.ts";
import type { Done } from "./describe.ts";
import { EventLog } from "./events.ts";
import { hostOwner, type Task } from "./task.ts";

/** What an operation is about, as it is journalled. */
export type Plan = Task & {
  id: string;
  /** Empty if the caller gave none. */
  requestId: string;
  /** Tells whether a retry with the same request_id asks for the same thing. */
  fingerprint: string;
  /** Who asked for it. */
  role: Actor;
  startedMs: number;
};

/** What the steps of an operation found out, for its last event. */
export interface Result {
  changes?: Difference;
  image?: ImageInfo;
  /** Of a preview, the container as it would be. */
  record?: ContainerRecord;
}

/** One change, under way or ended. */
export class Operation {
  readonly plan: Plan;
  readonly events: EventLog;
  readonly result: Result = {};
  readonly #stop = new AbortController();
  readonly #ended = Promise.withResolvers<void>();
  #phase: Phase = "PHASE_UNSPECIFIED";
  #endedMs = 0;
  #error: VoxnixError | undefined;

  constructor(plan: Plan) {
    this.plan = plan;
    this.events = new EventLog(plan.id);
  }

  get error(): VoxnixError | undefined {
    return this.#error;
  }

  get owner(): OwnerId {
    return this.plan.record?.owner ?? hostOwner;
  }

  /** The container's name; empty where it is about none. */
  get container(): string {
    return this.plan.record?.name ?? "";
  }

  /** What it is about, for a sentence: "dev", "an image". */
  get subject(): string {
    return this.container || "an image";
  }

  /** At the beginning of a sentence: "The create of dev". */
  get title(): string {
    return `The ${this.plan.kind.toLowerCase()} of ${this.subject}`;
  }

  get underway(): boolean {
    return this.#endedMs === 0;
  }

  /** Aborted when somebody cancels; the reason is the error that the operation is to end with. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Resolves when it has ended, well or not. */
  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  /** Where the steps tell how it goes. */
  readonly report: Reporter & { phase(phase: Phase, text: string): void } = {
    phase: (phase: Phase, text: string) => {
      this.#phase = phase;
      this.events.phase(phase, text);
    },
    progress: (progress) => this.events.progress(progress),
    log: (source, text) => this.events.log(source, text),
  };

  /** @param reason the error that it ends with once all is undone */
  cancel(reason: VoxnixError): void {
    if (this.underway) this.#stop.abort(reason);
  }

  done(done: Done, atMs: number): void {
    this.#endedMs = atMs;
    this.events.done(done);
    this.#ended.resolve();
  }

  failed(error: VoxnixError, atMs: number): void {
    this.#endedMs = atMs;
    this.#error = error;
    this.events.failed(error);
    this.#ended.resolve();
  }

  /** It could not even be journalled: nothing was begun, and there is no event to show. */
  refused(error: VoxnixError, atMs: number): void {
    this.#endedMs = atMs;
    this.#error = error;
    this.events.end();
    this.#ended.resolve();
  }

  busyWith(): BusyWith {
    return { operationId: this.plan.id, kind: this.plan.kind.toLowerCase(), sinceMs: this.plan.startedMs };
  }

  message(): OperationMessage {
    const { id, kind, startedMs, requestId } = this.plan;
    return {
      id,
      kind,
      owner: this.owner,
      container: this.container,
      state: this.underway ? "UNDERWAY" : this.#error === undefined ? "SUCCEEDED" : "FAILED",
      phase: this.#phase,
      startedMs,
      endedMs: this.#endedMs,
      requestId,
      error: this.#error === undefined ? null : toDetail(this.#error),
    };
  }
}
