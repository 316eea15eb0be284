import {
  type Container,
  type ErrorDetail,
  type OperationEvent,
  type Phase,
  VoxnixError,
} from "@voxnix/protocol";

/** How an operation went, as its stream told it. */
export interface Told {
  readonly id: string;
  readonly events: readonly OperationEvent[];
  readonly phases: readonly Phase[];
  /** The facts after a change that succeeded. */
  readonly container?: Container;
  /** Why it failed, by its last event. */
  readonly failed?: ErrorDetail;
  /** The error that the stream itself ended with. */
  readonly error?: VoxnixError;
}

/** Reads a stream of operation events to its end. Errors other than voxnix's own are thrown. */
export const finish = async (stream: AsyncIterable<OperationEvent>): Promise<Told> => {
  const events: OperationEvent[] = [];
  let error: VoxnixError | undefined;
  try {
    for await (const event of stream) events.push(event);
  } catch (thrown) {
    if (!(thrown instanceof VoxnixError)) throw thrown;
    error = thrown;
  }
  const last = events.at(-1);
  return {
    id: events[0]?.operationId ?? "",
    events,
    phases: events.flatMap((event) => (event.phase ? [event.phase.phase] : [])),
    ...(last?.done?.container ? { container: last.done.container } : {}),
    ...(last?.failed ? { failed: last.failed } : {}),
    ...(error === undefined ? {} : { error }),
  };
};

/** Reads a stream to its end, which must be a success; gives the container's facts. */
export const succeed = async (stream: AsyncIterable<OperationEvent>): Promise<Container> => {
  const { container, failed, error } = await finish(stream);
  if (container === undefined || error !== undefined)
    throw new Error(
      `The operation did not succeed: ${JSON.stringify(failed ?? error?.facts ?? {})} ${error?.message ?? ""}`,
    );
  return container;
};

/** A stream that is read in the background, so that a test can act in the middle of an operation. */
export interface Watched {
  /** Resolves with the first event that fits, also one that came already. Rejects when the stream ends without. */
  readonly see: (fits: (event: OperationEvent) => boolean) => Promise<OperationEvent>;
  /** Resolves when the stream has ended. */
  readonly told: Promise<Told>;
  /** Hangs up. */
  readonly drop: () => void;
}

/** Begins to read a stream in the background. `open` gets the signal that ends the call. */
export const watch = (open: (signal: AbortSignal) => AsyncIterable<OperationEvent>): Watched => {
  const hangUp = new AbortController();
  const seen: OperationEvent[] = [];
  const waiting = new Set<() => void>();
  const wake = (): void => {
    for (const each of waiting) each();
  };
  let ended = false;
  const told = finish(
    (async function* () {
      try {
        for await (const event of open(hangUp.signal)) {
          seen.push(event);
          wake();
          yield event;
        }
      } finally {
        ended = true;
        wake();
      }
    })(),
  );
  // A dropped stream ends with an error that nobody waits for.
  told.catch(() => undefined);
  return {
    told,
    drop: () => hangUp.abort(),
    see: (fits) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const event = seen.find(fits);
          if (event === undefined && !ended) return;
          waiting.delete(look);
          if (event === undefined) reject(new Error(`The stream ended without it: ${JSON.stringify(seen)}`));
          else resolve(event);
        };
        waiting.add(look);
        look();
      }),
  };
};

/** Whether an event begins a phase. */
export const begins =
  (phase: Phase) =>
  (event: OperationEvent): boolean =>
    event.phase?.phase === phase;

/** The error that a call is refused with. @throws when the call succeeds or fails without a reason of voxnix's */
export const refusal = async (call: Promise<unknown>): Promise<VoxnixError> => {
  const outcome = await call.then(
    (value) => new Error(`The call succeeded: ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
  if (outcome instanceof VoxnixError) return outcome;
  throw outcome;
};

/** The error that a change is refused with, before or after it was accepted. */
export const refusedChange = async (stream: AsyncIterable<OperationEvent>): Promise<VoxnixError> => {
  const { error, events } = await finish(stream);
  if (error === undefined) throw new Error(`The change was not refused: ${JSON.stringify(events.at(-1))}`);
  return error;
};
