import type { OperationEvent, OwnerId } from "@voxnix/protocol";
import type { Link } from "./follow.ts";
import { ExecutorUnreachable } from "./unreachable.ts";

const patienceMs = 1_000;

/** The events of an operation from its first one; of one that goes on, those that come within a second. */
export async function eventsSoFar(link: Link, owner: OwnerId, operation: string): Promise<OperationEvent[]> {
  const events: OperationEvent[] = [];
  const request = { owner, operationId: operation };
  try {
    for await (const event of link.client.operations.Watch(request, { deadlineMs: patienceMs })) {
      events.push(event);
    }
  } catch (error) {
    const clear = link.clear(error);
    const goesOn = clear instanceof ExecutorUnreachable && clear.hindrance === "silent" && events.length > 0;
    if (!goesOn) throw clear;
  }
  return events;
}
