import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import protobuf from "protobufjs";

const contract = fileURLToPath(new URL("../../../proto/", import.meta.url));

/** One call of the contract, as the files in proto/ describe it. */
export interface Rpc {
  /** E.g. "Containers.Create". */
  readonly name: string;
  /** E.g. "/voxnix.v1.Containers/Create". */
  readonly path: string;
  readonly request: protobuf.Type;
  readonly response: protobuf.Type;
  readonly streams: boolean;
}

/** Every call that there is: one that is added to proto/ is attacked without another line here. */
export function surface(): Rpc[] {
  return root.nestedArray
    .filter((one) => one instanceof protobuf.Service)
    .flatMap((service) =>
      service.methodsArray.map((method) => ({
        name: `${service.name}.${method.name}`,
        path: `/voxnix.v1.${service.name}/${method.name}`,
        request: typeOf(method.resolvedRequestType),
        response: typeOf(method.resolvedResponseType),
        streams: method.responseStream === true,
      })),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A message of the contract by its name, e.g. "ErrorDetail". */
export const messageType = (name: string): protobuf.Type => root.lookupType(name);

const root = load();

function load(): protobuf.Namespace {
  const loaded = new protobuf.Root();
  loaded.resolvePath = (_origin, target) => join(contract, target);
  const files = readdirSync(join(contract, "voxnix/v1")).map((file) => `voxnix/v1/${file}`);
  loaded.loadSync(files, { keepCase: true });
  loaded.resolveAll();
  const found = loaded.lookup("voxnix.v1");
  if (!(found instanceof protobuf.Namespace)) throw new Error("proto/ has no package voxnix.v1");
  return found;
}

function typeOf(type: protobuf.Type | null): protobuf.Type {
  if (type === null) throw new Error("A call of proto/ has a message that is not there");
  return type;
}
