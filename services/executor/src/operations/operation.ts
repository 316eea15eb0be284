import type {
  BusyWith,
  OperationEvent,
  Operation as OperationMessage,
  Phase,
  VoxnixError,
} from "@voxnix/protocol";
import { toDetail } from "@voxnix/protocol";
import type { Reporter } from "../composer/nix.ts";
import type { ContainerRecord } from "../store/record.ts";
import { EventLog } from "./events.ts";

export const kinds = ["CREATE", "START", "STOP", "RESTART", "DESTROY"] as const;
export type Kind = (typeof kinds)[number];

/** What an operation is about, as it is journalled. */
export interface Plan {
  id: string;
  kind: Kind;
  /** As it was when the operation began; of a create, as it is to be. */
  record: ContainerRecord;
  /** Empty if the caller gave none. */
  requestId: string;
  /** Tells whether a retry with the same request_id asks for the same thing. */
  fingerprint: string;
  startedMs: number;
}

/** One change, under way or ended. */
export class Operation {
  readonly plan: Plan;
  readonly events: EventLog;
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

  done(done: NonNullable<OperationEvent["done"]>, atMs: number): void {
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
    const { id, kind, record, startedMs, requestId } = this.plan;
    return {
      id,
      kind,
      owner: record.owner,
      container: record.name,
      state: this.underway ? "UNDERWAY" : this.#error === undefined ? "SUCCEEDED" : "FAILED",
      phase: this.#phase,
      startedMs,
      endedMs: this.#endedMs,
      requestId,
      error: this.#error === undefined ? null : toDetail(this.#error),
    };
  }
}
