import { EventEmitter } from "node:events";
import {
  type Changes,
  type Container,
  type ContainerChange,
  ContainerName,
  type ContainerSpec,
  type Generation,
  type OperationEvent,
  type OperationKind,
  OwnerId,
  type Phase,
  parseField,
  RequestId,
  type RollbackRequest,
  type UpdateContainerRequest,
  VoxnixError,
} from "@voxnix/protocol";
import { type Composition, changesBetween, checkComposition, imageOf } from "./composition.ts";
import type { FakeOperations, Work } from "./operations.ts";
import type { FakeSecrets } from "./secrets.ts";
import type { FakeWorkspaces } from "./workspaces.ts";

export const phases: Record<OperationKind, readonly Phase[]> = {
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

interface Kept {
  container: Container;
  generations: Generation[];
}
type Asked = { owner: string; requestId: string; name: string };
type Done = { container: Container; changes?: Changes };

/** The fake host's containers, under the contract's rules for names, owners, modules and busy containers. */
export class FakeContainers {
  readonly #kept: Kept[] = [];
  readonly #failures = new Map<OperationKind, VoxnixError>();
  readonly #operations: FakeOperations;
  readonly #workspaces: FakeWorkspaces;
  readonly #secrets: FakeSecrets;
  readonly #now: () => number;
  /** Emits `change` with a ContainerChange. */
  readonly died = new EventEmitter();
  #addresses = 1;

  constructor(
    operations: FakeOperations,
    workspaces: FakeWorkspaces,
    secrets: FakeSecrets,
    now: () => number,
  ) {
    this.#operations = operations;
    this.#workspaces = workspaces;
    this.#secrets = secrets;
    this.#now = now;
  }

  /** The next operation of this kind fails with this error. */
  failNext(kind: OperationKind, error: VoxnixError): void {
    this.#failures.set(kind, error);
  }

  list(owner: string): Container[] {
    parseField("owner", OwnerId, owner);
    return this.#kept
      .filter(({ container }) => container.owner === owner)
      .map(({ container }) => this.#withFacts(container))
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  get(owner: string, name: string): Container {
    return this.#withFacts(this.#find(owner, name).container);
  }

  history(owner: string, name: string): Generation[] {
    return [...this.#find(owner, name).generations].reverse();
  }

  /** A container dies by itself; who watches is told. */
  die(owner: string, name: string): ContainerChange {
    const { container } = this.#find(owner, name);
    const before = container.state;
    Object.assign(container, { state: "BROKEN", trouble: "exit-code", sinceMs: this.#now() });
    const change = { container: { ...container }, before, initial: false, destroyed: false, unasked: true };
    this.died.emit("change", change);
    return change;
  }

  /** Makes a container be as a test needs it. */
  put(owner: string, name: string, facts: Partial<Container>): void {
    Object.assign(this.#find(owner, name).container, facts);
  }

  create(
    owner: string,
    requestId: string,
    spec: ContainerSpec | null,
    containersAtMost = Infinity,
  ): AsyncIterable<OperationEvent> {
    checkRequest(owner, requestId);
    const name = parseField("spec.name", ContainerName, spec?.name ?? "", "NAME_INVALID");
    const joined = this.#operations.known(owner, requestId);
    if (joined) return this.#operations.watch(owner, joined);
    const own = this.list(owner);
    if (own.some((container) => container.name === name)) {
      throw new VoxnixError("NAME_TAKEN", `You already have a container named ${name}.`, { container: name });
    }
    if (own.length >= containersAtMost) {
      throw new VoxnixError("QUOTA_EXCEEDED", `You have ${own.length} containers, and that is your limit.`);
    }
    const made = checkComposition(specOf(spec), this.#secrets.names(owner));
    return this.#watched(
      this.#add(owner, name, made, spec?.autostart ?? true),
      "CREATE",
      requestId,
      (kept) => {
        const { id } = this.#operations.holding(owner, name) ?? { id: "" };
        kept.generations.push(this.#generation(kept, made, id));
        Object.assign(kept.container, { state: "RUNNING", sinceMs: this.#now() });
        return { container: kept.container };
      },
    );
  }

  change(kind: "START" | "STOP" | "RESTART" | "DESTROY", asked: Asked): AsyncIterable<OperationEvent> {
    return this.#asked(kind, asked, (kept) => {
      const state = kind === "STOP" || kind === "DESTROY" ? "STOPPED" : "RUNNING";
      if (kept.container.state !== state || kind === "RESTART") {
        Object.assign(kept.container, { state, sinceMs: this.#now(), trouble: "" });
      }
      if (kind === "DESTROY") {
        this.#kept.splice(this.#kept.indexOf(kept), 1);
        this.#workspaces.bin(kept.container);
      }
      return { container: kept.container };
    });
  }

  preview({ owner, requestId, spec }: UpdateContainerRequest): AsyncIterable<OperationEvent> {
    const made = checkComposition(specOf(spec), this.#secrets.names(owner));
    return this.#asked("PREVIEW", { owner, requestId, name: specOf(spec).name }, ({ container }) => ({
      container: { ...container, ...made, image: imageOf(made) },
      changes: changesBetween(container, made),
    }));
  }

  update(request: UpdateContainerRequest): AsyncIterable<OperationEvent> {
    const { owner, requestId, spec, expectedImage, expectedGeneration } = request;
    const { name, autostart, ...wish } = specOf(spec);
    const made = checkComposition({ name, ...wish }, this.#secrets.names(owner));
    const { generation } = this.get(owner, name);
    if (![0, generation].includes(expectedGeneration) || !["", imageOf(made)].includes(expectedImage)) {
      throw new VoxnixError("STALE_PREVIEW", `${name} has changed since the preview.`, { container: name });
    }
    return this.#asked("UPDATE", { owner, requestId, name }, (kept) => {
      kept.container.autostart = autostart ?? kept.container.autostart;
      return this.#become(kept, made, 0);
    });
  }

  rollback({ owner, requestId, name, generation }: RollbackRequest): AsyncIterable<OperationEvent> {
    const { container, generations } = this.#find(owner, name);
    const wanted = generation === 0 ? container.generation - 1 : generation;
    const goal = generations.find(({ number }) => number === wanted);
    if (!goal) {
      throw new VoxnixError("NOT_FOUND", `${name} has no generation to go back to.`, {
        container: name,
        field: "generation",
        known: generations.map(({ number }) => String(number)),
      });
    }
    return this.#asked("ROLLBACK", { owner, requestId, name }, (kept) =>
      this.#become(kept, goal, goal.number),
    );
  }

  restore({ owner, requestId, name }: Asked, copy: string): AsyncIterable<OperationEvent> {
    checkRequest(owner, requestId);
    const found = this.#workspaces.copy(owner, name, copy);
    const there = this.#kept.find((one) => one.container.owner === owner && one.container.name === name);
    const kept = there ?? this.#add(owner, name, found.made, true);
    return this.#watched(kept, "RESTORE", requestId, () => {
      this.#workspaces.takeBack(kept.container, found.id);
      if (!there) {
        kept.generations.push(this.#generation(kept, found.made, ""));
        Object.assign(kept.container, { state: "RUNNING", sinceMs: this.#now() });
      }
      return { container: kept.container };
    });
  }

  #become(kept: Kept, { modules, packages }: Composition, rolledBackTo: number): Done {
    const { container, generations } = kept;
    const changes = changesBetween(container, { modules, packages });
    if (changes.none) return { container, changes };
    Object.assign(container, { modules, packages, image: imageOf({ modules, packages }) });
    container.generation = (generations.at(-1)?.number ?? 0) + 1;
    for (const one of generations) one.current = false;
    const id = this.#operations.holding(container.owner, container.name)?.id ?? "";
    generations.push({ ...this.#generation(kept, { modules, packages }, id), rolledBackTo, changes });
    if (changes.restart) container.sinceMs = this.#now();
    return { container, changes };
  }

  #asked(kind: OperationKind, { owner, requestId, name }: Asked, run: (kept: Kept) => Done) {
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
    return this.#watched(this.#find(owner, name), kind, requestId, run);
  }

  #watched(kept: Kept, kind: OperationKind, requestId: string, run: (kept: Kept) => Done) {
    const { owner, name: container } = kept.container;
    const made = kept.generations.length === 0;
    const work: Work = {
      kind,
      owner,
      container,
      requestId,
      phases: phases[kind],
      run: () => {
        const failure = this.#failures.get(kind);
        this.#failures.delete(kind);
        if (failure) throw failure;
        const { container: facts, changes = null } = run(kept);
        return { container: { ...facts }, changes, image: null };
      },
      undo: () => {
        if (made) this.#kept.splice(this.#kept.indexOf(kept), 1);
      },
    };
    return this.#operations.watch(owner, this.#operations.begin(work));
  }

  #add(owner: string, name: string, made: Composition, autostart: boolean): Kept {
    const workspace = made.modules.some((module) => module.name === "workspace") ? "/workspace" : "";
    const container: Container = {
      ...{ name, owner, machine: name, state: "CREATING", autostart, workspace, ...made },
      address: `10.88.0.${++this.#addresses}`,
      image: imageOf(made),
      createdMs: this.#now(),
      sinceMs: this.#now(),
      trouble: "",
      busyWith: null,
      generation: 1,
    };
    const kept = { container, generations: [] };
    this.#kept.push(kept);
    return kept;
  }

  #generation({ container }: Kept, made: Composition, operationId: string): Generation {
    const image = imageOf(made);
    const { modules, packages } = made;
    const common = { modules, packages, image, operationId, createdMs: this.#now() };
    return { ...common, number: container.generation, rolledBackTo: 0, current: true, changes: null };
  }

  #find(owner: string, name: string): Kept {
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

function specOf(spec: ContainerSpec | null): ContainerSpec {
  return spec ?? { name: "", modules: [], packages: [] };
}
