import { once } from "node:events";
import {
  type handleServerStreamingCall,
  type handleUnaryCall,
  Metadata,
  type ServerWritableStream,
  type ServiceDefinition,
  status,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { serviceOf } from "./definition.ts";
import { toStatus, VoxnixError } from "./errors.ts";

/** What every handler is told beside its request. */
export interface CallContext {
  /** The RPC, e.g. "Containers.Create". */
  rpc: string;
  /** Aborted when the caller hangs up or its deadline passes. */
  signal: AbortSignal;
  /** The caller's span as W3C's traceparent header, if it sent one. */
  traceparent?: string;
}

/**
 * Handlers as plain functions: a unary call is a promise, a server stream an async iterable.
 * @typeParam H the generated `…Handlers` interface of the service
 */
export type Implementation<H> = {
  [K in keyof H as string extends K ? never : K]: H[K] extends handleUnaryCall<infer Request, infer Response>
    ? (request: Request, context: CallContext) => Promise<Response> | Response
    : H[K] extends handleServerStreamingCall<infer Request, infer Response>
      ? (request: Request, context: CallContext) => AsyncIterable<Response>
      : never;
};

export interface ServingOptions {
  /** Asked before each call; throws to refuse it. */
  admit?: (rpc: string) => void;
  /** Told when a handler begins, and by what it returns when it has ended, which can be after its caller has left. */
  onBegin?: () => () => void;
  /** Told of each defect: an error that is no VoxnixError. The caller sees INTERNAL without its text. */
  onDefect: (rpc: string, error: unknown) => void;
  /** Told of the first message of each stream whose caller sent its span (W3C's traceparent header). */
  onTraced?: (traceparent: string, first: unknown) => void;
  /** Milliseconds that a stream waits for a reader who takes nothing; then it is cut off. Default one minute. */
  stuckAfterMs?: number;
}

/** The service definition of voxnix.v1, e.g. `Containers`. */
export function serviceDefinition(service: string): ServiceDefinition {
  return serviceOf(`voxnix.v1.${service}`);
}

/** What a request becomes whose bytes cannot be read. */
const unreadable = Symbol("unreadable");

/**
 * The same for a server: a request that cannot be read reaches its handler's wrapper and is refused there with a
 * reason. grpc-js itself would call it INTERNAL, as if it were the server's fault.
 */
export function servedDefinition(service: string): ServiceDefinition {
  const served: Record<string, ServiceDefinition[string]> = {};
  for (const [name, method] of Object.entries(serviceDefinition(service))) {
    const requestDeserialize = (bytes: Buffer): unknown => {
      try {
        return method.requestDeserialize(bytes);
      } catch {
        return unreadable;
      }
    };
    served[name] = { ...method, requestDeserialize };
  }
  return served;
}

function refuseUnreadable(rpc: string, request: unknown): void {
  if (request !== unreadable) return;
  throw new VoxnixError(
    "INVALID_FIELD",
    `The request of ${rpc} cannot be read: its bytes are no such message.`,
    {
      rule: "must be a message as proto/voxnix/v1 describes it",
    },
  );
}

/**
 * Wraps handlers for grpc-js. A throw of any kind becomes a status: grpc-js itself would let a
 * rejected handler end the process.
 */
export function serve<H>(
  service: string,
  implementation: Implementation<H>,
  options: ServingOptions,
): UntypedServiceImplementation {
  const handlers = implementation as Record<string, (request: unknown, context: CallContext) => unknown>;
  const wrapped: UntypedServiceImplementation = {};
  for (const [method, { responseStream }] of Object.entries(serviceDefinition(service))) {
    const handler = handlers[method];
    if (handler === undefined) throw new Error(`${service}.${method} has no handler`);
    const rpc = `${service}.${method}`;
    wrapped[method] = responseStream ? streaming(rpc, handler, options) : unary(rpc, handler, options);
  }
  return wrapped;
}

type Handler = (request: unknown, context: CallContext) => unknown;

function unary(rpc: string, handler: Handler, options: ServingOptions): handleUnaryCall<unknown, unknown> {
  return async (call, callback) => {
    const hangUp = new AbortController();
    call.on("cancelled", () => hangUp.abort());
    const ended = options.onBegin?.();
    try {
      options.admit?.(rpc);
      refuseUnreadable(rpc, call.request);
      callback(null, await handler(call.request, context(rpc, hangUp.signal, call.metadata)));
    } catch (error) {
      callback(asStatus(rpc, error, options));
    } finally {
      ended?.();
    }
  };
}

function streaming(
  rpc: string,
  handler: Handler,
  options: ServingOptions,
): handleServerStreamingCall<unknown, unknown> {
  return async (call) => {
    const hangUp = new AbortController();
    call.on("cancelled", () => hangUp.abort());
    // Writing to a stream whose caller has gone is an error event; the abort above already says so.
    call.on("error", () => hangUp.abort());
    const ended = options.onBegin?.();
    try {
      options.admit?.(rpc);
      refuseUnreadable(rpc, call.request);
      const called = context(rpc, hangUp.signal, call.metadata);
      const messages = handler(call.request, called) as AsyncIterable<unknown>;
      let first = true;
      for await (const message of messages) {
        if (hangUp.signal.aborted) return;
        if (first && called.traceparent !== undefined) options.onTraced?.(called.traceparent, message);
        first = false;
        await write(call, message, hangUp.signal, options.stuckAfterMs ?? 60_000);
      }
      call.end();
    } catch (error) {
      if (hangUp.signal.aborted) return;
      call.emit("error", asStatus(rpc, error, options));
    } finally {
      ended?.();
    }
  };
}

// Only what looks like one: it ends up in the log (https://www.w3.org/TR/trace-context/#traceparent-header).
function context(rpc: string, signal: AbortSignal, metadata: Metadata): CallContext {
  const [sent] = metadata.get("traceparent");
  const given = typeof sent === "string" && /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/.test(sent);
  return { rpc, signal, ...(given && { traceparent: sent }) };
}

// Waits for a slow reader instead of buffering for it, but not for ever.
async function write(
  call: ServerWritableStream<unknown, unknown>,
  message: unknown,
  signal: AbortSignal,
  stuckAfterMs: number,
): Promise<void> {
  if (call.write(message)) return;
  const stuck = AbortSignal.timeout(stuckAfterMs);
  try {
    await once(call, "drain", { signal: AbortSignal.any([signal, stuck]) });
  } catch (error) {
    if (signal.aborted || !stuck.aborted) throw error;
    throw new VoxnixError(
      "LIMIT_REACHED",
      `Nothing was read from the stream for ${stuckAfterMs / 1_000} s: it was cut off. What goes on, goes on; watch it again.`,
    );
  }
}

function asStatus(rpc: string, error: unknown, options: ServingOptions) {
  if (error instanceof VoxnixError) return toStatus(error);
  options.onDefect(rpc, error);
  const plain = new VoxnixError(
    "INTERNAL",
    `${rpc} failed inside voxnix; the executor's journal has the details.`,
  );
  return { ...toStatus(plain), code: status.INTERNAL, metadata: toStatus(plain).metadata ?? new Metadata() };
}
