import type { CallOptions, ExecutorClient, OperationEvent } from "@voxnix/protocol";
import { Followed, type Link } from "./follow.ts";
import type { Change, Follow, Outcome } from "./outcome.ts";
import { ExecutorUnreachable } from "./unreachable.ts";
import { persist } from "./watch.ts";

/**
 * Asks for a change and follows it to its end. When the connection breaks before the executor said that it
 * accepted, the same request id is sent again and joins what was begun; after that, the operation is watched.
 * @throws VoxnixError if the executor refused and began nothing; ExecutorUnreachable
 */
export async function changeToEnd(link: Link, change: Change, follow: Follow = {}): Promise<Outcome> {
  const { signal, onEvent } = follow;
  const followed = new Followed(onEvent);
  const options: CallOptions = signal ? { signal } : {};
  let asked = false;
  const open = async () => {
    const known = followed.operation?.id;
    if (known) {
      return followed.read(
        link.client.operations.Watch({ owner: change.owner, operationId: known }, options),
      );
    }
    try {
      await followed.read(begin(link.client, change, options));
    } catch (error) {
      // Nobody there at the first try: nothing was begun, so the user hears of it at once.
      const clear = link.clear(error);
      if (!asked && clear instanceof ExecutorUnreachable && clear.hindrance !== "broken") {
        throw new NothingBegun(clear);
      }
      throw error;
    } finally {
      asked = true;
    }
  };
  try {
    return await persist(link, open, followed, signal);
  } catch (error) {
    throw error instanceof NothingBegun ? error.reason : error;
  }
}

class NothingBegun extends Error {
  readonly reason: ExecutorUnreachable;
  constructor(reason: ExecutorUnreachable) {
    super(reason.message);
    this.reason = reason;
  }
}

function begin(client: ExecutorClient, change: Change, options: CallOptions): AsyncIterable<OperationEvent> {
  const { containers } = client;
  const { owner, requestId } = change;
  if (change.kind === "CREATE") return containers.Create({ owner, requestId, spec: change.spec }, options);
  const calls = {
    START: containers.Start,
    STOP: containers.Stop,
    RESTART: containers.Restart,
    DESTROY: containers.Destroy,
  };
  return calls[change.kind]({ owner, requestId, name: change.name }, options);
}
