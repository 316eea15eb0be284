import type { Server } from "@grpc/grpc-js";
import { serviceOf } from "./definition.ts";
import { type Health, healthOf } from "./health.ts";
import { reflection } from "./reflection.ts";

/** Adds grpc.health.v1 and reflection, so that grpcurl needs no proto file. */
export function introspect(server: Server, services: readonly string[]): Health {
  const health = healthOf(services.map((service) => `voxnix.v1.${service}`));
  server.addService(serviceOf("grpc.health.v1.Health"), health.handlers);
  for (const version of ["v1", "v1alpha"]) {
    server.addService(serviceOf(`grpc.reflection.${version}.ServerReflection`), reflection);
  }
  return health;
}
