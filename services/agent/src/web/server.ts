import type { FastifyInstance } from "fastify";
import type { Hook } from "./hook.ts";
import { type Probe, readiness } from "./readiness.ts";

// In bytes. Telegram's updates are a few kilobytes.
const largestDelivery = 1024 * 1024;

/** The HTTP server, listening. */
export interface WebServer {
  /** The port that it took. */
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves, on the loopback alone:
 * - `GET /healthz`: 200 while the process answers at all.
 * - `GET /readyz`: 200 if every probe is well, else 503; the body names each.
 * - `GET /metrics`: what there is to measure, for Prometheus.
 * - `POST` to each hook's path: what others deliver.
 * @param port 0 takes any free one
 * @throws Error that names the variable if the port is taken
 */
export async function openWeb(
  port: number,
  probes: Readonly<Record<string, Probe>>,
  metricsText: () => Promise<string> = async () => "",
  hooks: readonly Hook[] = [],
): Promise<WebServer> {
  const { default: fastify } = await import("fastify");
  const server = fastify({ logger: false, forceCloseConnections: true });
  server.get("/healthz", () => ({ status: "ok", uptimeSeconds: Math.round(process.uptime()) }));
  server.get("/readyz", async (_request, reply) => {
    const found = await readiness(probes);
    return reply.code(found.ready ? 200 : 503).send(found);
  });
  server.get("/metrics", async (_request, reply) =>
    reply.type("text/plain; version=0.0.4; charset=utf-8").send(await metricsText()),
  );
  for (const hook of hooks) serveHook(server, hook);
  await server.listen({ host: "127.0.0.1", port }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EADDRINUSE") throw error;
    // Not a matter of configuration alone: the other may be an agent that is just ending.
    throw new Error(`another program has port ${port} (VOXNIX_HTTP_PORT)`, { cause: error });
  });
  const address = server.server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : port,
    close: () => server.close(),
  };
}

function serveHook(server: FastifyInstance, { path, allowed, ready, take }: Hook): void {
  server.post(path, { bodyLimit: largestDelivery }, (request, reply) => {
    if (!allowed(request.headers)) return reply.code(401).send({ error: "the secret is missing or wrong" });
    if (!ready()) return reply.code(503).send({ error: "not ready; please deliver it again" });
    take(request.body);
    return reply.send({ ok: true });
  });
}
