import { Client, credentials, Metadata } from "@grpc/grpc-js";
import type { Logger } from "@voxnix/daemon";
import type { Journal } from "./operations/journal.ts";

export interface Condition {
  /** A call through the own door came back. If not, only a restart helps. */
  alive: boolean;
  /** The journal's disk takes writes. If not, changes fail, but a restart would not help. */
  writable: boolean;
}

const timeoutMs = 10_000;
// grpc.health.v1.HealthCheckRequest with its default, and as the answer anything at all.
const emptyMessage = Buffer.alloc(0);

/** Knocks at the own admin door as a caller would, and at the journal's disk. */
export function selfCheck(
  adminSocket: string,
  journal: Pick<Journal, "check">,
  log: Logger,
): () => Promise<Condition> {
  const client = new Client(`unix:${adminSocket}`, credentials.createInsecure(), {
    "grpc.initial_reconnect_backoff_ms": 100,
    "grpc.max_reconnect_backoff_ms": 1_000,
  });
  return async () => {
    const [alive, writable] = await Promise.all([
      knock(client),
      journal.check().then(
        () => true,
        () => false,
      ),
    ]);
    if (!alive || !writable) log.error({ event: "self-check-failed", alive, writable });
    return { alive, writable };
  };
}

function knock(client: Client): Promise<boolean> {
  return new Promise((resolve) => {
    client.makeUnaryRequest(
      "/grpc.health.v1.Health/Check",
      () => emptyMessage,
      (answer) => answer,
      undefined,
      new Metadata({ waitForReady: true }),
      { deadline: new Date(Date.now() + timeoutMs) },
      (error) => resolve(error === null),
    );
  });
}
