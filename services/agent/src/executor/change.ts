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
  const { containers, workspaces } = client;
  const { owner, requestId } = change;
  const asked = { owner, requestId };
  switch (change.kind) {
    case "CREATE": {
      const { spec, containersAtMost } = change;
      const quota = containersAtMost === undefined ? {} : { containersAtMost };
      return containers.Create({ ...asked, spec, ...quota }, options);
    }
    case "PREVIEW":
      return containers.Preview({ ...asked, spec: change.spec }, options);
    case "UPDATE": {
      if ("limits" in change) {
        return containers.SetLimits({ ...asked, name: change.name, limits: change.limits }, options);
      }
      const { spec, expectedImage = "", expectedGeneration = 0 } = change;
      return containers.Update({ ...asked, spec, expectedImage, expectedGeneration }, options);
    }
    case "ROLLBACK":
      return containers.Rollback(
        { ...asked, name: change.name, generation: change.generation ?? 0 },
        options,
      );
    case "RESTORE":
      return workspaces.Restore({ ...asked, container: change.name, copyId: change.copy ?? "" }, options);
    case "START":
      return containers.Start({ ...asked, name: change.name }, options);
    case "STOP":
      return containers.Stop({ ...asked, name: change.name }, options);
    case "RESTART":
      return containers.Restart({ ...asked, name: change.name }, options);
    case "DESTROY":
      return containers.Destroy({ ...asked, name: change.name }, options);
  }
}
