import type { Server } from "@grpc/grpc-js";
import { ReflectionService } from "@grpc/reflection";
import { HealthImplementation } from "grpc-health-check";
import { health, voxnix } from "./definition.ts";
import { strictDescriptors } from "./descriptors.ts";

/** How the executor says that it is well: grpc.health.v1, for itself ("") and each service. */
export interface Health {
  set(serving: boolean): void;
}

/** Adds grpc.health.v1 and reflection, so that grpcurl needs no proto file. */
export function introspect(server: Server, services: readonly string[]): Health {
  const names = ["", ...services.map((service) => `voxnix.v1.${service}`)];
  const implementation = new HealthImplementation();
  implementation.addToServer(server);
  // Reflection knows what it is given at once: health has to be among it.
  new ReflectionService(strictDescriptors({ ...voxnix, ...health })).addToServer(server);
  const set = (serving: boolean) => {
    for (const name of names) implementation.setStatus(name, serving ? "SERVING" : "NOT_SERVING");
  };
  set(true);
  return { set };
}
