import { createHash } from "node:crypto";
import { type OperationEvent, parseField, RequestId } from "@voxnix/protocol";
import type { Operation } from "../operations/operation.ts";

export function parseRequestId(id: string): RequestId | undefined {
  return id === "" ? undefined : parseField("request_id", RequestId, id);
}

/** Equal for equal requests, in whatever order their fields are. */
export function fingerprintOf(request: unknown): string {
  const sorted = (_: string, value: unknown) =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  return createHash("sha256").update(JSON.stringify(request, sorted)).digest("hex").slice(0, 32);
}

/** All events of an operation; the stream ends as the operation did. */
export async function* followed(
  operation: Operation,
  joined: boolean,
  signal: AbortSignal,
): AsyncGenerator<OperationEvent> {
  for await (const event of operation.events.watch(signal)) {
    yield joined && event.accepted ? { ...event, accepted: { ...event.accepted, joined } } : event;
  }
  if (!signal.aborted && operation.error !== undefined) throw operation.error;
}
