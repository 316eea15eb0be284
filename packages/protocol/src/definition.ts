import { fileURLToPath } from "node:url";
import { loadSync, type Options, type PackageDefinition } from "@grpc/proto-loader";
import { protoPath as healthProto } from "grpc-health-check";

const contract = fileURLToPath(new URL("../../../proto/", import.meta.url));
const wire = fileURLToPath(new URL("../proto/", import.meta.url));

/** The files of the contract, relative to `proto/`: one per noun. */
export const contractFiles = [
  "container",
  "containers",
  "errors",
  "host",
  "image",
  "images",
  "modules",
  "operations",
  "secrets",
  "workspaces",
].map((noun) => `voxnix/v1/${noun}.proto`);

// The generated types assume exactly these (scripts/generate.ts passes the same).
const options: Options = { longs: Number, enums: String, defaults: true, oneofs: true };

/** The package voxnix.v1 as proto/ defines it. */
export const voxnix: PackageDefinition = loadSync(contractFiles, { ...options, includeDirs: [contract] });

/** grpc.health.v1, for reflection beside voxnix.v1. */
export const health: PackageDefinition = loadSync(healthProto, options);

/** How error details look on the wire. */
export const statusWire: PackageDefinition = loadSync("status.proto", { ...options, includeDirs: [wire] });
