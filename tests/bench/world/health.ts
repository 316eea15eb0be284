import { Client, credentials } from "@grpc/grpc-js";
import { sandboxPaths } from "@voxnix/sandbox";

/** The executor's health check, the least that a call can be. */
export interface HealthDoor {
  readonly check: () => Promise<void>;
  readonly close: () => void;
}

export function openHealth(): HealthDoor {
  const client = new Client(`unix:${sandboxPaths().agentSocket}`, credentials.createInsecure());
  // HealthCheckRequest without a service is an empty message.
  const empty = () => Buffer.alloc(0);
  return {
    check: () =>
      new Promise((resolve, reject) => {
        const answered = (error: Error | null) => (error ? reject(error) : resolve());
        client.makeUnaryRequest("/grpc.health.v1.Health/Check", empty, (bytes) => bytes, {}, answered);
      }),
    close: () => client.close(),
  };
}
