import {
  type Changes,
  type Container,
  ContainerName,
  type Generation,
  type OperationEvent,
  type OperationKind,
  OwnerId,
  type Phase,
  parseField,
  RequestId,
  VoxnixError,
} from "@voxnix/protocol";
import { type Composition, imageOf } from "./composition.ts";
import type { FakeOperations } from "./operations.ts";

const phases: Record<OperationKind, readonly Phase[]> = {
  OPERATION_KIND_UNSPECIFIED: [],
  CREATE: ["EVALUATE", "BUILD", "INSTALL", "BOOT", "VERIFY"],
  START: ["BOOT", "VERIFY"],
  STOP: ["SHUT_DOWN", "VERIFY"],
  RESTART: ["SHUT_DOWN", "BOOT", "VERIFY"],
  DESTROY: ["SHUT_DOWN", "REMOVE"],
  PREVIEW: ["EVALUATE", "BUILD"],
  UPDATE: ["EVALUATE", "BUILD", "SWITCH", "VERIFY"],
  ROLLBACK: ["SWITCH", "VERIFY"],
  RESTORE: ["RESTORE_FILES", "VERIFY"],
  PREBUILD: ["EVALUATE", "BUILD"],
};

/** A container of the fake host, and what it has been. */
export interface Kept {
  container: Container;
  generations: Generation[];
}

/** Which container is asked for, and by whom. */
export interface Asked {
  owner: string;
  requestId: string;
  name: string;
}

/** What a change did. */
export interface Done {
  container: Container;
  changes?: Changes;
}

/** The containers of the fake host and the operations on them, under the contract's rules for who may do what when. */
export class Shelf {
  readonly failures = new Map<OperationKind, VoxnixError>();
  readonly operations: FakeOperations;
  readonly now: () => number;
  readonly #kept: Kept[] = [];
  #addresses = 1;

  constructor(operations: FakeOperations, now: () => number) {
    this.operations = operations;
    this.now = now;
  }

  /** All of an owner's, by name, with what they are busy with. */
  list(owner: string): Container[] {
    parseField("owner", OwnerId, owner);
    return this.#kept
      .filter(({ container }) => container.owner === owner)
      .map(({ container }) => this.facts(container))
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  /** @throws NOT_FOUND */
  find(owner: string, name: string): Kept {
    parseField("owner", OwnerId, owner);
    parseField("name", ContainerName, name, "NAME_INVALID");
    const own = this.#kept.filter(({ container }) => container.owner === owner);
    const found = own.find(({ container }) => container.name === name);
    if (found) return found;
    throw new VoxnixError("NOT_FOUND", `You have no container named ${name}.`, {
      container: name,
      known: own.map(({ container }) => container.name),
    });
  }

  add(owner: string, name: string, made: Composition, autostart: boolean): Kept {
    const workspace = made.modules.some((module) => module.name === "workspace") ? "/workspace" : "";
    const container: Container = {
      ...{ name, owner, machine: name, state: "CREATING", autostart, workspace, ...made },
      address: `10.88.0.${++this.#addresses}`,
      image: imageOf(made),
      createdMs: this.now(),
      sinceMs: this.now(),
      trouble: "",
      busyWith: null,
      generation: 1,
      limits: null,
    };
    const kept = { container, generations: [] };
    this.#kept.push(kept);
    return kept;
  }

  remove(kept: Kept): void {
    this.#kept.splice(this.#kept.indexOf(kept), 1);
  }

  /** The operation that a request id began already. */
  joined({ owner, requestId }: Omit<Asked, "name">): AsyncIterable<OperationEvent> | undefined {
    parseField("owner", OwnerId, owner);
    if (requestId !== "") parseField("request_id", RequestId, requestId);
    const known = this.operations.known(owner, requestId);
    return known === undefined ? undefined : this.operations.watch(owner, known);
  }

  /** Begins an operation on a container that is there and not busy. @throws NOT_FOUND, BUSY */
  begin(kind: OperationKind, asked: Asked, run: (kept: Kept) => Done): AsyncIterable<OperationEvent> {
    const joined = this.joined(asked);
    if (joined) return joined;
    const kept = this.find(asked.owner, asked.name);
    const { busyWith, name } = this.facts(kept.container);
    if (busyWith === null) return this.work(kind, kept, asked.requestId, run);
    throw new VoxnixError("BUSY", `${name} is busy running a ${busyWith.kind} operation.`, {
      container: name,
      busyWith,
    });
  }

  /** Begins an operation; one that was to make its container and fails leaves none. */
  work(kind: OperationKind, kept: Kept, requestId: string, run: (kept: Kept) => Done) {
    const { owner, name: container } = kept.container;
    const isNew = kept.generations.length === 0;
    const id = this.operations.begin({
      ...{ kind, owner, container, requestId, phases: phases[kind] },
      run: () => {
        const failure = this.failures.get(kind);
        this.failures.delete(kind);
        if (failure) throw failure;
        const { container: facts, changes = null } = run(kept);
        return { container: { ...facts }, changes, image: null };
      },
      undo: () => {
        if (isNew) this.remove(kept);
      },
    });
    return this.operations.watch(owner, id);
  }

  facts(container: Container): Container {
    const holding = this.operations.holding(container.owner, container.name);
    if (holding === undefined) return { ...container, busyWith: null };
    const { id: operationId, kind, startedMs: sinceMs } = holding;
    return { ...container, busyWith: { operationId, kind: kind.toLowerCase(), sinceMs } };
  }
}
