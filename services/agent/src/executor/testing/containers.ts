import {
  type Container,
  ContainerName,
  type ContainerSpec,
  nearest,
  type OperationEvent,
  type OperationKind,
  OwnerId,
  type Phase,
  parseField,
  RequestId,
  VoxnixError,
} from "@voxnix/protocol";
import { testModules } from "./catalogue.ts";
import type { FakeOperations } from "./operations.ts";

const phases: Record<OperationKind, readonly Phase[]> = {
  OPERATION_KIND_UNSPECIFIED: [],
  CREATE: ["EVALUATE", "BUILD", "INSTALL", "BOOT", "VERIFY"],
  START: ["BOOT", "VERIFY"],
  STOP: ["SHUT_DOWN", "VERIFY"],
  RESTART: ["SHUT_DOWN", "BOOT", "VERIFY"],
  DESTROY: ["SHUT_DOWN", "REMOVE"],
};

/** The fake host's containers, under the contract's rules for names, owners, modules and busy containers. */
export class FakeContainers {
  readonly #containers: Container[] = [];
  readonly #failures = new Map<OperationKind, VoxnixError>();
  readonly #operations: FakeOperations;
  readonly #now: () => number;
  #addresses = 1;

  constructor(operations: FakeOperations, now: () => number) {
    this.#operations = operations;
    this.#now = now;
  }

  /** The next operation of this kind fails with this error. */
  failNext(kind: OperationKind, error: VoxnixError): void {
    this.#failures.set(kind, error);
  }

  list(owner: string): Container[] {
    parseField("owner", OwnerId, owner);
    return this.#containers
      .filter((container) => container.owner === owner)
      .map((container) => this.#withFacts(container))
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  get(owner: string, name: string): Container {
    parseField("owner", OwnerId, owner);
    parseField("name", ContainerName, name, "NAME_INVALID");
    const own = this.#containers.filter((container) => container.owner === owner);
    const found = own.find((container) => container.name === name);
    if (found) return this.#withFacts(found);
    throw new VoxnixError("NOT_FOUND", `You have no container named ${name}.`, {
      container: name,
      known: own.map((container) => container.name),
    });
  }

  create(owner: string, requestId: string, spec: ContainerSpec | null): AsyncIterable<OperationEvent> {
    checkRequest(owner, requestId);
    const name = parseField("spec.name", ContainerName, spec?.name ?? "", "NAME_INVALID");
    const joined = this.#operations.known(owner, requestId);
    if (joined) return this.#operations.watch(owner, joined);
    if (this.#containers.some((container) => container.owner === owner && container.name === name)) {
      throw new VoxnixError("NAME_TAKEN", `You already have a container named ${name}.`, { container: name });
    }
    checkModules(spec?.modules ?? []);
    const container: Container = {
      name,
      owner,
      machine: name,
      state: "CREATING",
      modules: spec?.modules ?? [],
      autostart: spec?.autostart ?? true,
      address: `10.88.0.${++this.#addresses}`,
      image: "/nix/store/fake-image",
      createdMs: this.#now(),
      sinceMs: this.#now(),
      workspace: spec?.modules.some((module) => module.name === "workspace") ? "/workspace" : "",
      trouble: "",
      busyWith: null,
    };
    this.#containers.push(container);
    return this.#begin("CREATE", container, requestId, "RUNNING");
  }

  change(
    kind: OperationKind,
    { owner, requestId, name }: { owner: string; requestId: string; name: string },
  ): AsyncIterable<OperationEvent> {
    checkRequest(owner, requestId);
    const joined = this.#operations.known(owner, requestId);
    if (joined) return this.#operations.watch(owner, joined);
    const { busyWith } = this.get(owner, name);
    if (busyWith) {
      throw new VoxnixError("BUSY", `${name} is busy running a ${busyWith.kind} operation.`, {
        container: name,
        busyWith,
      });
    }
    const container = this.#containers.find((one) => one.owner === owner && one.name === name);
    if (!container) throw new VoxnixError("INTERNAL", "It was there a moment ago.");
    return this.#begin(kind, container, requestId, kind === "STOP" ? "STOPPED" : "RUNNING");
  }

  #begin(kind: OperationKind, container: Container, requestId: string, state: Container["state"]) {
    const { owner, name } = container;
    const remove = () => void this.#containers.splice(this.#containers.indexOf(container), 1);
    const id = this.#operations.begin({
      kind,
      owner,
      container: name,
      requestId,
      phases: phases[kind],
      run: () => {
        const failure = this.#failures.get(kind);
        this.#failures.delete(kind);
        if (failure) throw failure;
        if (kind === "DESTROY") remove();
        Object.assign(container, { state, sinceMs: this.#now() });
        return { ...container };
      },
      undo: () => {
        if (kind === "CREATE") remove();
      },
    });
    return this.#operations.watch(owner, id);
  }

  #withFacts(container: Container): Container {
    const holding = this.#operations.holding(container.owner, container.name);
    const busyWith = holding && {
      operationId: holding.id,
      kind: holding.kind.toLowerCase(),
      sinceMs: holding.startedMs,
    };
    return { ...container, busyWith: busyWith ?? null };
  }
}

function checkRequest(owner: string, requestId: string): void {
  parseField("owner", OwnerId, owner);
  if (requestId !== "") parseField("request_id", RequestId, requestId);
}

function checkModules(modules: ContainerSpec["modules"]): void {
  const known = testModules.flatMap(({ name }) => name ?? []);
  modules.forEach(({ name, settings }, index) => {
    const module = testModules.find((one) => one.name === name);
    if (!module) {
      throw new VoxnixError("UNKNOWN_MODULE", `There is no module named ${name}.`, {
        field: `spec.modules[${index}].name`,
        known,
        nearest: nearest(name, known),
      });
    }
    for (const [key, value] of Object.entries(settings)) {
      const setting = module.settings?.find((one) => one.name === key);
      const fits = {
        TEXT: "text",
        CHOICE: "text",
        WHOLE_NUMBER: "number",
        YES_NO: "flag",
        TEXT_LIST: "list",
      };
      const wanted = Object.entries(fits).find(([type]) => type === setting?.type)?.[1];
      if (wanted && value.value === wanted) continue;
      throw new VoxnixError("SETTING_INVALID", `The module ${name} takes no such setting ${key}.`, {
        field: `spec.modules[${index}].settings.${key}`,
        known: module.settings?.flatMap((one) => one.name ?? []) ?? [],
      });
    }
  });
}
