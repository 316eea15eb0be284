import { setTimeout as delay } from "node:timers/promises";
import { type OwnerId, VoxnixError } from "@voxnix/protocol";
import { Followed, type Link } from "./follow.ts";
import type { Follow, Outcome } from "./outcome.ts";
import { ExecutorUnreachable } from "./unreachable.ts";

/** How long a lost executor is waited for before the follower gives up, in milliseconds. */
export const patienceMs = 120_000;
const longestPauseMs = 2_000;

/**
 * Follows an operation to its end. A connection that breaks is made again: an executor that was restarted
 * has journalled the operation and tells its events from the first one.
 * @throws VoxnixError NOT_FOUND if the executor does not know it; ExecutorUnreachable when it stays away
 */
export async function watchToEnd(
  link: Link,
  owner: OwnerId,
  operation: string,
  { onEvent, signal }: Follow = {},
  followed: Followed = new Followed(onEvent),
): Promise<Outcome> {
  const request = { owner, operationId: operation };
  const watch = () => followed.read(link.client.operations.Watch(request, signal ? { signal } : {}));
  return persist(link, watch, followed, signal);
}

/** Opens streams until the operation's outcome is known, with growing pauses while the executor is away. */
export async function persist(
  link: Link,
  open: () => Promise<void>,
  followed: Followed,
  signal: AbortSignal | undefined,
): Promise<Outcome> {
  let waitedMs = 0;
  for (let pauseMs = 100; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    signal?.throwIfAborted();
    try {
      await open();
    } catch (error) {
      signal?.throwIfAborted();
      if (followed.outcome) return followed.outcome;
      const clear = link.clear(error);
      if (!(clear instanceof ExecutorUnreachable) || waitedMs >= patienceMs) throw clear;
    }
    if (followed.outcome) return followed.outcome;
    if (waitedMs >= patienceMs)
      throw new VoxnixError("INTERNAL", "The operation's events ended without an outcome.");
    await delay(pauseMs, undefined, signal ? { signal } : {});
    waitedMs += pauseMs;
  }
}
