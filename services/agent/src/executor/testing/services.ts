import { on } from "node:events";
import type { Server } from "@grpc/grpc-js";
import {
  type Container,
  type ContainerChange,
  type ContainersHandlers,
  type HostHandlers,
  type Image,
  type ImagesHandlers,
  type Implementation,
  type Inspection,
  type ModulesHandlers,
  nearest,
  type OperationsHandlers,
  type SecretsHandlers,
  serve,
  serviceDefinition,
  VoxnixError,
  type WorkspacesHandlers,
} from "@voxnix/protocol";
import { testPackages } from "./catalogue.ts";
import type { FakeContainers } from "./containers.ts";
import type { FakeExecutor } from "./fake.ts";

/** Adds every service of the contract to a server, as the tenant socket has them. */
export function addServices(server: Server, fake: FakeExecutor): void {
  const add = <H>(service: string, implementation: Implementation<H>): void => {
    const handlers = serve(service, implementation, {
      admit: (rpc) => void fake.calls.push(rpc),
      onDefect: (_rpc, error) => fake.defects.push(error),
    });
    server.addService(serviceDefinition(service), handlers);
  };
  const { containers, operations, workspaces, secrets } = fake;
  secrets.usedBy = (owner, name) =>
    containers
      .list(owner)
      .filter(({ modules }) => JSON.stringify(modules).includes(`"${name}"`))
      .map((container) => container.name);
  add<ContainersHandlers>("Containers", containersService(fake));
  add<OperationsHandlers>("Operations", {
    List: ({ owner, container, underwayOnly }) => ({
      operations: operations.list(owner, container, underwayOnly),
    }),
    Watch: ({ owner, operationId }) => operations.watch(owner, operationId),
    Cancel: ({ owner, operationId }) => operations.cancel(owner, operationId),
  });
  add<ModulesHandlers>("Modules", {
    List: () => ({ modules: fake.modules }),
    FindPackages: ({ query, limit = 10 }) => ({
      exact: Object.hasOwn(testPackages, query),
      names: nearest(query, Object.keys(testPackages), limit),
    }),
  });
  add<HostHandlers>("Host", {
    Status: () => fake.host,
    UnitJournal: ({ unit, lines = 50 }) => {
      if (hostUnits.includes(unit)) return { state: "active (running)", entries: fake.journal.slice(-lines) };
      throw new VoxnixError("INVALID_FIELD", `${unit} is not one that you may read.`, { known: hostUnits });
    },
    Audit: () => forbidden(),
    Reconcile: () => forbidden(),
  });
  add<ImagesHandlers>("Images", {
    List: ({ owner }) => ({ images: imagesOf(containers.list(owner)) }),
    Prebuild: () => forbidden(),
    Remove: () => forbidden(),
  });
  add<WorkspacesHandlers>("Workspaces", {
    List: ({ owner, container }) => ({
      workspaces: workspaces.list(owner, containers.list(owner), container),
    }),
    Snapshot: ({ owner, container, label }) => workspaces.snapshot(containers.get(owner, container), label),
    Restore: ({ owner, requestId, container, copyId }) =>
      containers.restore({ owner, requestId, name: container }, copyId),
    Discard: ({ owner, copyId }) => ({ discarded: workspaces.discard(owner, copyId) }),
  });
  add<SecretsHandlers>("Secrets", {
    Set: ({ owner, name, value }) => secrets.set(owner, name, value),
    List: ({ owner }) => ({ secrets: secrets.list(owner) }),
    Remove: ({ owner, name }) => secrets.remove(owner, name),
  });
}

function containersService(fake: FakeExecutor): Implementation<ContainersHandlers> {
  const { containers, generations } = fake;
  return {
    Create: ({ owner, requestId, spec, containersAtMost }) =>
      containers.create(owner, requestId, spec, containersAtMost),
    Get: ({ owner, name }) => containers.get(owner, name),
    List: ({ owner }) => ({ containers: containers.list(owner) }),
    Start: (request) => containers.change("START", request),
    Stop: (request) => containers.change("STOP", request),
    Restart: (request) => containers.change("RESTART", request),
    Destroy: (request) => containers.change("DESTROY", request),
    Preview: (request) => generations.preview(request),
    Update: (request) => generations.update(request),
    SetLimits: ({ owner, requestId, name, limits }) => containers.limit({ owner, requestId, name }, limits),
    Rollback: (request) => generations.rollback(request),
    History: ({ owner, name }) => ({ generations: generations.history(owner, name) }),
    Inspect: ({ owner, name }) => inspected(containers.get(owner, name), fake.inspection),
    // What happens from the call on is told, also before the first message is taken.
    Watch: ({ owner }, { signal }) => watched(owner, containers, on(containers.died, "change", { signal })),
    Logs: async function* ({ owner, name, lines = 100, unit }) {
      containers.get(owner, name);
      yield* fake.journal.filter((entry) => unit === "" || entry.unit === unit).slice(-lines);
    },
    Exec: async function* (request) {
      const { state } = containers.get(request.owner, request.name);
      if (state !== "RUNNING") throw new VoxnixError("NOT_RUNNING", `${request.name} is not running.`);
      const { output, code } = fake.command(request);
      yield { stdout: Buffer.from(output) };
      yield { exit: { code, truncated: false, timedOut: false } };
    },
  };
}

async function* watched(
  owner: string,
  containers: FakeContainers,
  told: AsyncIterable<ContainerChange[]>,
): AsyncGenerator<ContainerChange> {
  for (const container of containers.list(owner)) {
    yield { container, before: container.state, initial: true, destroyed: false, unasked: false };
  }
  for await (const changes of told) yield* changes.filter(({ container }) => container?.owner === owner);
}

const hostUnits = ["systemd-machined.service", "nix-daemon.service", "voxnix-bridge.service"];

function forbidden(): never {
  throw new VoxnixError("ROLE_FORBIDDEN", "Only the admin socket can do that.");
}

function imagesOf(containers: readonly Container[]): Image[] {
  return [...new Set(containers.map(({ image }) => image))].map((path) => {
    const users = containers.filter(({ image }) => image === path);
    return {
      path,
      modules: users[0]?.modules ?? [],
      packages: users[0]?.packages ?? [],
      sizeBytes: 350_000_000,
      builtMs: users[0]?.createdMs ?? 0,
      usedMs: users[0]?.createdMs ?? 0,
      usedBy: users.map(({ name }) => name),
      prebuilt: false,
      outdated: false,
    };
  });
}

function inspected(container: Container, more: Partial<Inspection>): Inspection {
  const running = container.state === "RUNNING";
  return {
    container,
    failedUnits: [],
    systemState: running ? "running" : "",
    addresses: running ? [{ interface: "eth0", address: `${container.address}/24` }] : [],
    defaultGateway: running ? "10.88.0.1" : "",
    nameServers: running ? ["10.88.0.1"] : [],
    memoryBytes: running ? 40_000_000 : 0,
    tasks: running ? 12 : 0,
    diskBytes: 20_000_000,
    workspaceBytes: 0,
    moduleFacts: [],
    hostJournal: [],
    lastOperationId: "",
    unread: running ? [] : ["It is not running: nothing inside could be read."],
    ...more,
  };
}
