import { Client, credentials } from "@grpc/grpc-js";
import { serviceOf } from "@voxnix/protocol";
import type { Probe } from "./readiness.ts";

const patienceMs = 2_000;

/**
 * Whether the executor serves, by grpc.health.v1 on its socket: with socket activation a connection alone
 * says nothing.
 */
export function executorProbe(socketPath: string): Probe {
  return async () => {
    const client = new Client(`unix:${socketPath}`, credentials.createInsecure());
    try {
      const status = await check(client);
      return { ok: status === "SERVING", detail: status };
    } catch (error) {
      const detail = error instanceof Error && "details" in error ? String(error.details) : String(error);
      return { ok: false, detail: `no answer on ${socketPath}: ${detail}` };
    } finally {
      client.close();
    }
  };
}

function check(client: Client): Promise<string> {
  const method = serviceOf("grpc.health.v1.Health").Check;
  if (method === undefined) throw new Error("grpc.health.v1 has no Check");
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest<object, { status: string }>(
      method.path,
      method.requestSerialize,
      (bytes) => healthAnswer(method.responseDeserialize(bytes)),
      {},
      { deadline: Date.now() + patienceMs },
      (error, answer) => (error ? reject(error) : resolve(answer?.status ?? "UNKNOWN")),
    );
  });
}

function healthAnswer(answer: object): { status: string } {
  return { status: "status" in answer ? String(answer.status) : "UNKNOWN" };
}
