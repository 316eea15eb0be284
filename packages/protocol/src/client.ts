import { statSync } from "node:fs";
import {
  Client,
  type ClientReadableStream,
  credentials,
  type handleServerStreamingCall,
  type handleUnaryCall,
  Metadata,
  type ServiceError,
} from "@grpc/grpc-js";
import type { MethodDefinition } from "@grpc/proto-loader";
import { fromStatus } from "./errors.ts";
import type { ContainersDefinition, ContainersHandlers } from "./generated/Containers.ts";
import type { HostDefinition, HostHandlers } from "./generated/Host.ts";
import type { ImagesDefinition, ImagesHandlers } from "./generated/Images.ts";
import type { ModulesDefinition, ModulesHandlers } from "./generated/Modules.ts";
import type { OperationsDefinition, OperationsHandlers } from "./generated/Operations.ts";
import type { SecretsDefinition, SecretsHandlers } from "./generated/Secrets.ts";
import type { WorkspacesDefinition, WorkspacesHandlers } from "./generated/Workspaces.ts";
import { serviceDefinition } from "./server.ts";

export interface CallOptions {
  /** Hangs up when aborted. */
  signal?: AbortSignal;
  /** Milliseconds until the call fails with DEADLINE_EXCEEDED; 0 for none. Default 10 s, streams none. */
  deadlineMs?: number;
}

/** A service as plain functions: a unary call is a promise, a server stream an async iterable. */
export type Caller<H, D> = {
  [K in keyof D as string extends K ? never : K]: D[K] extends MethodDefinition<
    infer Request,
    infer _In,
    infer _Out,
    infer Response
  >
    ? H[K & keyof H] extends handleUnaryCall<infer _A, infer _B>
      ? (request: Request, options?: CallOptions) => Promise<Response>
      : H[K & keyof H] extends handleServerStreamingCall<infer _C, infer _D>
        ? (request: Request, options?: CallOptions) => AsyncIterable<Response>
        : never
    : never;
};

/** All services of the executor over one connection. Errors are VoxnixError where it says more. */
export interface ExecutorClient {
  containers: Caller<ContainersHandlers, ContainersDefinition>;
  operations: Caller<OperationsHandlers, OperationsDefinition>;
  modules: Caller<ModulesHandlers, ModulesDefinition>;
  host: Caller<HostHandlers, HostDefinition>;
  images: Caller<ImagesHandlers, ImagesDefinition>;
  workspaces: Caller<WorkspacesHandlers, WorkspacesDefinition>;
  secrets: Caller<SecretsHandlers, SecretsDefinition>;
  /** Resolves when the socket answers. @throws after `timeoutMs` milliseconds */
  ready(timeoutMs: number): Promise<void>;
  close(): void;
}

/** What goes with every call. */
export interface ConnectOptions {
  /** The caller's span as W3C's traceparent header, asked for at each call; undefined if nothing is traced. */
  traceparent?: () => string | undefined;
}

/**
 * A client for the executor's socket.
 * @param socketPath e.g. "/run/voxnix/agent.sock"
 */
export function connectExecutor(socketPath: string, options: ConnectOptions = {}): ExecutorClient {
  const client = new Client(`unix:${socketPath}`, credentials.createInsecure(), {
    // A restarted executor is back within a second; the default back-off would wait two minutes.
    "grpc.initial_reconnect_backoff_ms": 100,
    "grpc.max_reconnect_backoff_ms": 2_000,
  });
  return {
    containers: caller(client, "Containers", options),
    operations: caller(client, "Operations", options),
    modules: caller(client, "Modules", options),
    host: caller(client, "Host", options),
    images: caller(client, "Images", options),
    workspaces: caller(client, "Workspaces", options),
    secrets: caller(client, "Secrets", options),
    ready: (timeoutMs) => ready(client, socketPath, timeoutMs),
    close: () => client.close(),
  };
}

function ready(client: Client, socketPath: string, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) =>
    client.waitForReady(new Date(Date.now() + timeoutMs), (error) =>
      error ? reject(new Error(unreachable(socketPath), { cause: error })) : resolve(),
    ),
  );
}

function unreachable(socketPath: string): string {
  const there = statSync(socketPath, { throwIfNoEntry: false })?.isSocket() ?? false;
  return there
    ? `The executor does not answer on ${socketPath}. See: journalctl -u voxnix-executor`
    : `There is no executor socket at ${socketPath}. See: systemctl status voxnix-executor-agent.socket`;
}

// The methods of a service, typed by the generated definition and bound to one connection.
function caller<H, D>(client: Client, service: string, connection: ConnectOptions): Caller<H, D> {
  const methods: Record<string, unknown> = {};
  for (const [name, method] of Object.entries(serviceDefinition(service))) {
    const { path, requestSerialize, responseDeserialize } = method;
    methods[name] = method.responseStream
      ? (request: object, options: CallOptions = {}) =>
          stream(
            () =>
              client.makeServerStreamRequest(
                path,
                requestSerialize,
                responseDeserialize,
                request,
                metadata(connection),
                deadline(options, 0),
              ),
            options.signal,
          )
      : (request: object, options: CallOptions = {}) =>
          new Promise((resolve, reject) => {
            const call = client.makeUnaryRequest(
              path,
              requestSerialize,
              responseDeserialize,
              request,
              metadata(connection),
              deadline(options, 10_000),
              (error: ServiceError | null, response?: unknown) =>
                error ? reject(fromStatus(error)) : resolve(response),
            );
            onAbort(options.signal, () => call.cancel());
          });
  }
  return methods as Caller<H, D>;
}

function metadata({ traceparent }: ConnectOptions): Metadata {
  const sent = new Metadata();
  const parent = traceparent?.();
  if (parent !== undefined) sent.set("traceparent", parent);
  return sent;
}

// Hangs up when the reader stops reading, and turns the closing status into its error.
async function* stream(open: () => ClientReadableStream<unknown>, signal: AbortSignal | undefined) {
  const call = open();
  const forget = onAbort(signal, () => call.cancel());
  try {
    for await (const message of call) yield message;
  } catch (error) {
    throw isServiceError(error) ? fromStatus(error) : error;
  } finally {
    forget();
    call.cancel();
  }
}

function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && "code" in error && "metadata" in error;
}

function deadline(options: CallOptions, fallbackMs: number): { deadline?: Date } {
  const ms = options.deadlineMs ?? fallbackMs;
  return ms > 0 ? { deadline: new Date(Date.now() + ms) } : {};
}

function onAbort(signal: AbortSignal | undefined, run: () => void): () => void {
  if (signal?.aborted) run();
  signal?.addEventListener("abort", run, { once: true });
  return () => signal?.removeEventListener("abort", run);
}
