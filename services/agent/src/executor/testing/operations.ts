import {
  type ErrorDetail,
  type LogLine,
  type Operation,
  type OperationDone,
  type OperationEvent,
  type OperationKind,
  type Phase,
  toDetail,
  VoxnixError,
} from "@voxnix/protocol";

/** What a fake operation does beside passing through its phases. */
export interface Work {
  kind: OperationKind;
  owner: string;
  container: string;
  requestId: string;
  phases: readonly Phase[];
  /** Changes the fake host; what it returns are the facts afterwards. Throws to fail. */
  run: () => OperationDone;
  undo: () => void;
}

/** The fake executor's operations: a journal of events in memory that any number of streams can read. */
export class FakeOperations {
  /** What operations print while they work. */
  lines: readonly LogLine[] = [];
  readonly #entries: Entry[] = [];
  readonly #now: () => number;
  readonly #gates = new Map<string, PromiseWithResolvers<void>>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Keeps operations of this container from passing their first phase until released. */
  hold(container: string): void {
    this.#gates.set(container, Promise.withResolvers());
  }

  release(container: string): void {
    this.#gates.get(container)?.resolve();
    this.#gates.delete(container);
  }

  /** What a restart leaves of all operations: beginning and end, numbered anew. Those under way are cancelled. */
  async restart(): Promise<void> {
    for (const entry of this.#entries) {
      entry.cancelled.resolve();
      await entry.ended;
      entry.forgetPhases();
    }
  }

  list(owner: string, container: string, underwayOnly: boolean): Operation[] {
    return this.#entries
      .map(({ operation }) => operation)
      .filter((operation) => operation.owner === owner)
      .filter((operation) => container === "" || operation.container === container)
      .filter((operation) => !underwayOnly || operation.state === "UNDERWAY")
      .reverse();
  }

  /** The operation that holds a container. A preview holds nothing. */
  holding(owner: string, container: string): Operation | undefined {
    return this.list(owner, container, true).find(({ kind }) => kind !== "PREVIEW");
  }

  /** An operation with this request id, if there is one. */
  known(owner: string, requestId: string): string | undefined {
    return this.#entries.find(
      ({ operation }) => operation.owner === owner && requestId !== "" && operation.requestId === requestId,
    )?.operation.id;
  }

  begin(work: Work): string {
    const entry = new Entry(`op-${this.#entries.length + 1}`, work, this.#now);
    this.#entries.push(entry);
    void this.#perform(entry, work);
    return entry.operation.id;
  }

  async cancel(owner: string, id: string): Promise<Operation> {
    const entry = this.#find(owner, id);
    entry.cancelled.resolve();
    await entry.ended;
    return entry.operation;
  }

  /** All events from the first, then live. */
  async *watch(owner: string, id: string): AsyncGenerator<OperationEvent> {
    const entry = this.#find(owner, id);
    for (let index = 0; ; index++) {
      while (index >= entry.events.length) await entry.more;
      const event = entry.events[index];
      if (event === undefined) return;
      yield event;
      if (event.done || event.failed) return;
    }
  }

  #find(owner: string, id: string): Entry {
    const entry = this.#entries.find(({ operation }) => operation.id === id && operation.owner === owner);
    if (!entry) throw new VoxnixError("NOT_FOUND", `There is no operation ${id}.`, { field: "operation_id" });
    return entry;
  }

  async #perform(entry: Entry, work: Work): Promise<void> {
    try {
      for (const phase of work.phases) {
        entry.enter(phase);
        if (phase === work.phases[0]) for (const line of this.lines) entry.printed(line);
        const gate = this.#gates.get(work.container);
        if (gate) await Promise.race([gate.promise, entry.cancelled.promise.then(() => cancelled(work))]);
      }
      entry.done(work.run());
    } catch (error) {
      work.undo();
      entry.failed(
        toDetail(error instanceof VoxnixError ? error : new VoxnixError("INTERNAL", String(error))),
      );
    }
  }
}

function cancelled({ kind, container }: Work): never {
  const what = `The ${kind.toLowerCase()} of ${container}`;
  throw new VoxnixError("CANCELLED", `${what} was cancelled; what it had begun was undone.`);
}

class Entry {
  readonly operation: Operation;
  readonly events: OperationEvent[] = [];
  readonly cancelled = Promise.withResolvers<void>();
  readonly #ended = Promise.withResolvers<void>();
  readonly ended = this.#ended.promise;
  #more = Promise.withResolvers<void>();
  readonly #now: () => number;

  constructor(id: string, work: Work, now: () => number) {
    this.#now = now;
    const { kind, owner, container, requestId } = work;
    const common = {
      id,
      kind,
      owner,
      container,
      requestId,
      state: "UNDERWAY",
      phase: "PHASE_UNSPECIFIED",
    } as const;
    this.operation = { ...common, startedMs: now(), endedMs: 0, error: null };
    this.#push({ accepted: { operation: { ...this.operation }, joined: false } });
  }

  forgetPhases(): void {
    const kept = this.events.filter(({ phase }) => !phase);
    this.events.splice(0, Infinity, ...kept.map((event, index) => ({ ...event, sequence: index + 1 })));
  }

  get more(): Promise<void> {
    return this.#more.promise;
  }

  enter(phase: Phase): void {
    this.operation.phase = phase;
    this.#push({ phase: { phase, text: `Now: ${phase}` } });
  }

  printed(log: LogLine): void {
    this.#push({ log });
  }

  done(done: OperationDone): void {
    this.#end("SUCCEEDED");
    this.#push({ done });
  }

  failed(error: ErrorDetail): void {
    this.operation.error = error;
    this.#end("FAILED");
    this.#push({ failed: error });
  }

  #end(state: "SUCCEEDED" | "FAILED"): void {
    this.operation.state = state;
    this.operation.endedMs = this.#now();
    this.#ended.resolve();
  }

  #push(event: Partial<OperationEvent>): void {
    const sequence = this.events.length + 1;
    this.events.push({ operationId: this.operation.id, sequence, timeMs: this.#now(), ...event });
    const more = this.#more;
    this.#more = Promise.withResolvers();
    more.resolve();
  }
}
