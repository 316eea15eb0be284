import { status as Code, type ServiceError } from "@grpc/grpc-js";

/** What kept a call from its answer: no socket, no right to open it, no answer in time, a connection lost on the way. */
export type Hindrance = "absent" | "forbidden" | "silent" | "broken";

/**
 * The executor could not be reached, as opposed to VoxnixError: it was reached and said no.
 * The message is for the user; what a call had begun before may go on.
 */
export class ExecutorUnreachable extends Error {
  override readonly name = "ExecutorUnreachable";
  readonly hindrance: Hindrance;

  constructor(hindrance: Hindrance, socketPath: string, options?: ErrorOptions) {
    super(sentences[hindrance](socketPath), options);
    this.hindrance = hindrance;
  }
}

const sentences: Record<Hindrance, (socketPath: string) => string> = {
  absent: (path) =>
    `The executor, the part of voxnix that manages containers, is not there (no one listens on ${path}). On the host, \`systemctl status voxnix-executor\` says why.`,
  forbidden: (path) =>
    `The executor's socket ${path} may not be opened by this agent. On the host, its user must be in the group voxnix.`,
  silent: () =>
    "The executor, the part of voxnix that manages containers, did not answer in time. On the host, `journalctl -u voxnix-executor` says what it is doing.",
  broken: () =>
    "The connection to the executor, the part of voxnix that manages containers, broke. On the host, `systemctl status voxnix-executor` says whether it runs.",
};

/** The client's own errors made clear; what is not about the connection stays as it is. */
export function asUnreachable(error: unknown, socketPath: string): unknown {
  if (!isServiceError(error)) return error;
  const hindrance = hindranceOf(error);
  return hindrance ? new ExecutorUnreachable(hindrance, socketPath, { cause: error }) : error;
}

// A server that shuts down ends its streams with CANCELLED, not UNAVAILABLE; our own hanging up is
// told apart by its signal before this is asked. Connection errors carry the errno in their text only.
function hindranceOf({ code, details }: ServiceError): Hindrance | undefined {
  if (code === Code.DEADLINE_EXCEEDED) return "silent";
  if (code === Code.CANCELLED) return "broken";
  if (code !== Code.UNAVAILABLE) return undefined;
  if (details.includes("EACCES")) return "forbidden";
  return /ENOENT|ECONNREFUSED/.test(details) ? "absent" : "broken";
}

function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && "code" in error && typeof error.code === "number" && "details" in error;
}
