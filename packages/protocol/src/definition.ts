import type { MethodDefinition, ServiceDefinition } from "@grpc/grpc-js";
// Without the parser: what was to be parsed was parsed by scripts/generate.ts.
import protobuf from "protobufjs/light.js";
import { contract } from "./generated/contract.ts";

const parsed: protobuf.INamespace = JSON.parse(contract);
const root = protobuf.Root.fromJSON(parsed);
root.resolveAll();

/** The services of voxnix.v1, e.g. "Containers". */
export const services: readonly string[] = servicesOf(root.lookup("voxnix.v1"));

// The generated types assume exactly these (scripts/generate.ts passes the same).
const plain = { longs: Number, enums: String, defaults: true, oneofs: true };

/** How messages of a type become bytes and come back. */
export interface Wire<T> {
  serialize(message: T): Buffer;
  deserialize(bytes: Uint8Array): T;
}

/**
 * A message of the contract, or of what is spoken beside it.
 * @typeParam T what proto/ says that it is: the caller's word
 * @param name e.g. "voxnix.v1.ErrorDetail"
 */
export function messageWire<T extends object>(name: string): Wire<T> {
  const type = root.lookupType(name);
  return {
    serialize: (message) => Buffer.from(type.encode(type.fromObject(message)).finish()),
    deserialize: (bytes) => type.toObject(type.decode(bytes), plain) as T,
  };
}

/**
 * A service as grpc-js takes it. Its messages are compiled when the first of them is packed.
 * @param name e.g. "voxnix.v1.Containers"
 */
export function serviceOf(name: string): ServiceDefinition {
  const { methodsArray } = root.lookupService(name);
  return Object.fromEntries(methodsArray.map((method) => [method.name, methodOf(name, method)]));
}

function methodOf(service: string, method: protobuf.Method): MethodDefinition<object, object> {
  const request = messageWire<object>(method.resolvedRequestType?.fullName ?? method.requestType);
  const response = messageWire<object>(method.resolvedResponseType?.fullName ?? method.responseType);
  return {
    path: `/${service}/${method.name}`,
    requestStream: method.requestStream ?? false,
    responseStream: method.responseStream ?? false,
    requestSerialize: request.serialize,
    requestDeserialize: request.deserialize,
    responseSerialize: response.serialize,
    responseDeserialize: response.deserialize,
    // Some clients in JavaScript call methods by this name.
    originalName: method.name.charAt(0).toLowerCase() + method.name.slice(1),
  };
}

function servicesOf(found: protobuf.ReflectionObject | null): string[] {
  if (!(found instanceof protobuf.Namespace)) throw new Error("the contract has no package voxnix.v1");
  return found.nestedArray.filter((one) => one instanceof protobuf.Service).map(({ name }) => name);
}
