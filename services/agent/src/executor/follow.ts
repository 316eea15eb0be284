import type { ExecutorClient, Operation, OperationEvent } from "@voxnix/protocol";
import { fromDetail } from "@voxnix/protocol";
import type { Follow, Outcome } from "./outcome.ts";

/** What following an operation takes: the connection, and how its errors are made clear. */
export interface Link {
  client: ExecutorClient;
  clear: (error: unknown) => unknown;
}

/** One operation as it is followed, perhaps over several streams: passes each event on once and keeps the outcome. */
export class Followed {
  outcome: Outcome | undefined;
  operation: Operation | undefined;
  #seen = 0;
  readonly #onEvent: Follow["onEvent"];

  constructor(onEvent: Follow["onEvent"]) {
    this.#onEvent = onEvent;
  }

  /** Reads a stream until the operation ends, or the stream does. */
  async read(events: AsyncIterable<OperationEvent>): Promise<void> {
    for await (const event of events) {
      this.#take(event);
      if (this.outcome) return;
    }
  }

  // A new stream tells everything again from the first event. A restarted executor has only the journal's
  // beginning and end to tell and numbers those anew: the end counts whatever its number.
  #take(event: OperationEvent): void {
    if (event.sequence <= this.#seen && !event.done && !event.failed) return;
    this.#seen = event.sequence;
    if (event.accepted?.operation) this.operation = event.accepted.operation;
    this.#onEvent?.(event);
    const { operation } = this;
    const common = {
      operation: event.operationId,
      kind: operation?.kind ?? "OPERATION_KIND_UNSPECIFIED",
    } as const;
    if (event.done?.container) {
      const { container, changes } = event.done;
      this.outcome = { ...common, ok: true, container, changes };
    }
    if (event.failed) {
      const name = operation?.container ?? event.failed.container;
      this.outcome = { ...common, ok: false, name, error: fromDetail(event.failed) };
    }
  }
}
