import { EventEmitter, once } from "node:events";
import { type ContainerChange, VoxnixError, type WatchContainersRequest } from "@voxnix/protocol";
import type { Engine } from "./engine.ts";
import { parseOwner } from "./scope.ts";
import type { Role } from "./table.ts";
import { Observer } from "./watch-observer.ts";

const mostWatchers = 64;
/** What a caller may leave unread. */
const mostUnread = 1_000;

const observers = new WeakMap<Engine, Observer>();

/** Containers.Watch: for an owner, or for an admin who names none, of all owners. */
export async function* watchContainers(
  role: Role,
  engine: Engine,
  request: WatchContainersRequest,
  signal: AbortSignal,
): AsyncGenerator<ContainerChange> {
  const owner = parseOwner(role, request.owner);
  const observer = observers.get(engine) ?? new Observer(engine);
  observers.set(engine, observer);
  if (observer.users >= mostWatchers) {
    throw new VoxnixError(
      "QUOTA_EXCEEDED",
      `${mostWatchers} callers watch already, as many as this host allows.`,
    );
  }
  const unread: ContainerChange[] = [];
  const bell = new EventEmitter();
  const end = await observer.add((change) => {
    if (owner !== undefined && change.container?.owner !== owner) return;
    unread.push(change);
    bell.emit("ring");
  });
  try {
    while (!signal.aborted) {
      if (unread.length > mostUnread) throw tooSlow();
      const change = unread.shift();
      if (change !== undefined) yield change;
      else await once(bell, "ring", { signal }).catch(() => undefined);
    }
  } finally {
    end();
  }
}

// Leaving some out in silence would let the caller believe in something that is not so.
function tooSlow(): VoxnixError {
  return new VoxnixError("LIMIT_REACHED", `More than ${mostUnread} changes were left unread. Watch again.`);
}
