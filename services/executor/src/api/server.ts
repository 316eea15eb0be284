import { Server, type ServerOptions } from "@grpc/grpc-js";
import {
  type ContainersHandlers,
  type Health,
  type HostHandlers,
  type ImagesHandlers,
  introspect,
  type ModulesHandlers,
  type OperationsHandlers,
  type SecretsHandlers,
  type ServingOptions,
  serve,
  servedDefinition,
  type WorkspacesHandlers,
} from "@voxnix/protocol";
import { containersApi } from "./containers.ts";
import { createCrowd } from "./crowd.ts";
import type { Engine } from "./engine.ts";
import { hostApi } from "./host.ts";
import { imagesApi } from "./images.ts";
import { modulesApi } from "./modules.ts";
import { operationsApi } from "./operations.ts";
import { admit } from "./scope.ts";
import { secretsApi } from "./secrets.ts";
import type { Role } from "./table.ts";
import { workspacesApi } from "./workspaces.ts";

const mostCalls = 512;

/** What a connection may take of the executor, beside the number of its calls. */
export const bounds: ServerOptions = {
  // A secret, a command with its environment and a spec with its settings are each 64 KiB at most.
  "grpc.max_receive_message_length": 256 * 1024,
  "grpc.max_concurrent_streams": 100,
  // None: Node counts what was not sent yet to callers who have left for as long as their connection lasts, and at
  // its limit refuses all calls (ENHANCE_YOUR_CALM). What waits is bounded by the calls that may be open.
  "grpc-node.max_session_memory": Number.MAX_SAFE_INTEGER,
  // A caller that is gone without a word is noticed.
  "grpc.keepalive_time_ms": 60_000,
  "grpc.keepalive_timeout_ms": 20_000,
  // A connection is one of few: who does not use it connects again.
  "grpc.max_connection_idle_ms": 600_000,
};

/** The gRPC server behind one door. What a caller may do hangs on the door alone. */
export function createServer(role: Role, engine: Engine): { server: Server; health: Health } {
  const crowd = createCrowd(mostCalls);
  const server = new Server({ ...bounds, interceptors: [crowd.interceptor] });
  const options: ServingOptions = {
    admit: (rpc) => admit(role, rpc),
    onBegin: crowd.begin,
    // By this line an operation is found from a trace, and the trace from the operation.
    onTraced: (traceparent, first) => {
      if (typeof first !== "object" || first === null || !("operationId" in first)) return;
      engine.parts.log.info({ event: "operation-traced", operation: first.operationId, traceparent });
    },
    onDefect: (rpc, err) => engine.parts.log.error({ event: "defect", rpc, role, err }),
  };
  const services = {
    Containers: serve<ContainersHandlers>("Containers", containersApi(role, engine), options),
    Images: serve<ImagesHandlers>("Images", imagesApi(role, engine), options),
    Workspaces: serve<WorkspacesHandlers>("Workspaces", workspacesApi(role, engine), options),
    Secrets: serve<SecretsHandlers>("Secrets", secretsApi(role, engine), options),
    Modules: serve<ModulesHandlers>("Modules", modulesApi(engine), options),
    Operations: serve<OperationsHandlers>("Operations", operationsApi(role, engine), options),
    Host: serve<HostHandlers>("Host", hostApi(role, engine), options),
  };
  for (const [name, handlers] of Object.entries(services)) {
    server.addService(servedDefinition(name), handlers);
  }
  const health = introspect(server, Object.keys(services));
  return { server, health };
}
