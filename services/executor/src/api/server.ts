import { Server } from "@grpc/grpc-js";
import {
  type ContainersHandlers,
  type Health,
  type HostHandlers,
  introspect,
  type ModulesHandlers,
  type OperationsHandlers,
  type ServingOptions,
  serve,
  serviceDefinition,
} from "@voxnix/protocol";
import { containersApi } from "./containers.ts";
import type { Engine } from "./engine.ts";
import { hostApi } from "./host.ts";
import { modulesApi } from "./modules.ts";
import { operationsApi } from "./operations.ts";
import { admit } from "./scope.ts";
import type { Role } from "./table.ts";

/** The gRPC server behind one door. What a caller may do hangs on the door alone. */
export function createServer(role: Role, engine: Engine): { server: Server; health: Health } {
  const server = new Server({
    "grpc.max_receive_message_length": 1024 * 1024,
    "grpc.max_concurrent_streams": 100,
    // A caller that is gone without a word is noticed.
    "grpc.keepalive_time_ms": 60_000,
    "grpc.keepalive_timeout_ms": 20_000,
  });
  const options: ServingOptions = {
    admit: (rpc) => admit(role, rpc),
    onDefect: (rpc, err) => engine.parts.log.error({ event: "defect", rpc, role, err }),
  };
  server.addService(
    serviceDefinition("Containers"),
    serve<ContainersHandlers>("Containers", containersApi(role, engine), options),
  );
  server.addService(
    serviceDefinition("Operations"),
    serve<OperationsHandlers>("Operations", operationsApi(role, engine), options),
  );
  server.addService(
    serviceDefinition("Modules"),
    serve<ModulesHandlers>("Modules", modulesApi(engine), options),
  );
  server.addService(serviceDefinition("Host"), serve<HostHandlers>("Host", hostApi(engine), options));
  const health = introspect(server, ["Containers", "Operations", "Modules", "Host"]);
  return { server, health };
}
