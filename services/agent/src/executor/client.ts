import { StringDecoder } from "node:string_decoder";
import { type CallOptions, connectExecutor, type JournalEntry, VoxnixError } from "@voxnix/protocol";
import { traced, traceparent } from "../telemetry/index.ts";
import { changeToEnd } from "./change.ts";
import { eventsSoFar } from "./events.ts";
import type { CommandResult, Executor, RunOptions } from "./executor.ts";
import { reads } from "./reads.ts";
import { asUnreachable, ExecutorUnreachable } from "./unreachable.ts";
import { watchToEnd } from "./watch.ts";

// Milliseconds. A cancel waits for the undo.
const deadlines = { read: 10_000, logs: 30_000, cancel: 180_000 };
const commandSeconds = 60;

/** A client of the executor's tenant socket. Connects at the first call. */
export function createExecutor(socketPath: string): Executor {
  const client = connectExecutor(socketPath, { traceparent });
  const clear = (error: unknown) => asUnreachable(error, socketPath);
  const link = { client, clear };

  const once = <T>(call: (options: CallOptions) => Promise<T>, deadlineMs = deadlines.read): Promise<T> =>
    call({ deadlineMs }).catch((error: unknown) => Promise.reject(clear(error)));
  // A read is asked once more when the connection broke: an executor that was restarted is back in a moment.
  const read = <T>(call: (options: CallOptions) => Promise<T>, deadlineMs = deadlines.read): Promise<T> =>
    once(call, deadlineMs).catch((error: unknown) => {
      if (error instanceof ExecutorUnreachable && error.hindrance === "broken") return once(call, deadlineMs);
      throw error;
    });

  return {
    ...reads(client, read),
    ready: (timeoutMs) =>
      client.ready(timeoutMs).catch((error: unknown) => {
        throw new ExecutorUnreachable("absent", socketPath, { cause: error });
      }),
    close: () => client.close(),
    cancel: (owner, operationId) =>
      read((options) => client.operations.Cancel({ owner, operationId }, options), deadlines.cancel),
    events: (owner, operation) => eventsSoFar(link, owner, operation),
    watchContainers: (owner, onChange, signal) =>
      guarded(clear, signal, async () => {
        for await (const change of client.containers.Watch({ owner }, { signal })) onChange(change);
      }),
    snapshot: (owner, container, label = "") =>
      once((options) => client.workspaces.Snapshot({ owner, container, label }, options), deadlines.logs),
    discard: async (owner, copyId) =>
      (await once((options) => client.workspaces.Discard({ owner, copyId }, options), deadlines.cancel))
        .discarded,
    setSecret: (owner, name, value) =>
      once((options) => client.secrets.Set({ owner, name, value: Buffer.from(value) }, options)),
    removeSecret: (owner, name) => once((options) => client.secrets.Remove({ owner, name }, options)),
    logs: async (owner, name, which = {}, signal) => {
      const options = { deadlineMs: deadlines.logs, ...(signal && { signal }) };
      const entries: JournalEntry[] = [];
      await guarded(clear, signal, async () => {
        for await (const entry of client.containers.Logs({ owner, name, ...which }, options))
          entries.push(entry);
      });
      return entries;
    },
    run: (owner, name, command, options = {}) => {
      const { timeoutSeconds = commandSeconds, directory = "" } = options;
      const request = { owner, name, command: [...command], timeoutSeconds, directory };
      return guarded(clear, options.signal, () =>
        collect(client.containers.Exec(request, callOptions(options))),
      );
    },
    change: (change, follow = {}) =>
      traced(follow.onEvent, (onEvent) => changeToEnd(link, change, { ...follow, onEvent })),
    watchToEnd: (owner, operation, follow = {}) =>
      traced(follow.onEvent, (onEvent) => watchToEnd(link, owner, operation, { ...follow, onEvent })),
  };
}

// The executor ends the command in time; the deadline is for an executor that does not.
function callOptions({ timeoutSeconds = commandSeconds, signal }: RunOptions): CallOptions {
  return { deadlineMs: (timeoutSeconds + 15) * 1000, ...(signal && { signal }) };
}

async function guarded<T>(
  clear: (error: unknown) => unknown,
  signal: AbortSignal | undefined,
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    signal?.throwIfAborted();
    throw clear(error);
  }
}

type Output = { stdout?: Buffer; stderr?: Buffer; exit?: Exit | null };
type Exit = { code: number; truncated: boolean; timedOut: boolean };

async function collect(messages: AsyncIterable<Output>): Promise<CommandResult> {
  const decoders = { stdout: new StringDecoder("utf8"), stderr: new StringDecoder("utf8") };
  const parts: string[] = [];
  let exit: Exit | undefined;
  for await (const message of messages) {
    if (message.stdout) parts.push(decoders.stdout.write(message.stdout));
    if (message.stderr) parts.push(decoders.stderr.write(message.stderr));
    if (message.exit) exit = message.exit;
  }
  if (exit === undefined) throw new VoxnixError("INTERNAL", "The command ended without an exit code.");
  const { code, truncated, timedOut } = exit;
  return {
    output: parts.join("") + decoders.stdout.end() + decoders.stderr.end(),
    code,
    truncated,
    timedOut,
  };
}
