import type { CallOptions, ExecutorClient } from "@voxnix/protocol";
import type { Executor } from "./executor.ts";

type Read = <T>(call: (options: CallOptions) => Promise<T>, deadlineMs?: number) => Promise<T>;

/** The calls that only look. */
export type Reads = Pick<
  Executor,
  | "containers"
  | "container"
  | "modules"
  | "operations"
  | "hostStatus"
  | "unitJournal"
  | "findPackages"
  | "images"
  | "history"
  | "inspect"
  | "workspaces"
  | "secrets"
>;

// Milliseconds. These run commands on the host or in the container, or evaluate with Nix the first time.
const slow = { host: 30_000, inspect: 30_000, packages: 180_000 };

/** The reads of one connection; `read` gives each its deadline and asks again after a broken connection. */
export function reads(client: ExecutorClient, read: Read): Reads {
  return {
    containers: async (owner) =>
      (await read((options) => client.containers.List({ owner }, options))).containers,
    container: (owner, name) => read((options) => client.containers.Get({ owner, name }, options)),
    modules: async () => (await read((options) => client.modules.List({}, options))).modules,
    operations: async (owner, which = {}) =>
      (await read((options) => client.operations.List({ owner, ...which }, options))).operations,
    hostStatus: () => read((options) => client.host.Status({}, options), slow.host),
    unitJournal: (unit, lines = 50) =>
      read((options) => client.host.UnitJournal({ unit, lines }, options), slow.host),
    findPackages: (query, limit = 10) =>
      read((options) => client.modules.FindPackages({ query, limit }, options), slow.packages),
    images: async (owner) => (await read((options) => client.images.List({ owner }, options))).images,
    history: async (owner, name) =>
      (await read((options) => client.containers.History({ owner, name }, options))).generations,
    inspect: (owner, name) =>
      read((options) => client.containers.Inspect({ owner, name }, options), slow.inspect),
    workspaces: async (owner, container = "") =>
      (await read((options) => client.workspaces.List({ owner, container }, options), slow.host)).workspaces,
    secrets: async (owner) => (await read((options) => client.secrets.List({ owner }, options))).secrets,
  };
}
