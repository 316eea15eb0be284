import { status as Code } from "@grpc/grpc-js";
import type { Answer } from "./raw-door.ts";

// What gRPC itself says of a request before voxnix sees it: too large, or asked too late.
const ofGrpcItself: readonly (number | undefined)[] = [Code.RESOURCE_EXHAUSTED, Code.DEADLINE_EXCEEDED];
const neverRight: readonly (number | undefined)[] = [
  Code.UNKNOWN,
  Code.INTERNAL,
  Code.DATA_LOSS,
  Code.UNAVAILABLE,
];

/**
 * What is wrong with how a call was answered; undefined if it was done, or refused with a reason that tells the
 * caller what to do about it.
 * @param hidden texts that the caller must not get to see
 */
export function indecency(answer: Answer, hidden: readonly string[] = []): string | undefined {
  const { status, reason, message, ended, bytes } = answer;
  const seen = hidden.find((text) => message.includes(text) || bytes.includes(text));
  if (seen !== undefined) return `it shows ${JSON.stringify(seen)}: ${message}`;
  if (ended === "hung up") return undefined;
  if (ended === "lost") return `it was lost without an answer: ${message}`;
  if (status === Code.OK) return undefined;
  if (neverRight.includes(status) || reason === "INTERNAL") return `status ${status} ${reason}: ${message}`;
  if (reason === "" && !ofGrpcItself.includes(status)) return `status ${status} without a reason: ${message}`;
  return undefined;
}
