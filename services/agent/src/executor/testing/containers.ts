import { EventEmitter } from "node:events";
import {
  type Container,
  type ContainerChange,
  ContainerName,
  type ContainerSpec,
  type Limits,
  type OperationEvent,
  type OperationKind,
  parseField,
  VoxnixError,
} from "@voxnix/protocol";
import { checkComposition } from "./composition.ts";
import type { FakeGenerations } from "./generations.ts";
import type { FakeSecrets } from "./secrets.ts";
import type { Asked, Shelf } from "./shelf.ts";
import type { FakeWorkspaces } from "./workspaces.ts";

/** What the fake host's containers lean on. */
export interface FakeParts {
  shelf: Shelf;
  generations: FakeGenerations;
  workspaces: FakeWorkspaces;
  secrets: FakeSecrets;
}

/** The fake host's containers, under the contract's rules for names, owners, modules and busy containers. */
export class FakeContainers {
  /** Emits `change` with a ContainerChange. */
  readonly died = new EventEmitter();
  readonly #parts: FakeParts;

  constructor(parts: FakeParts) {
    this.#parts = parts;
  }

  /** The next operation of this kind fails with this error. */
  failNext(kind: OperationKind, error: VoxnixError): void {
    this.#parts.shelf.failures.set(kind, error);
  }

  list(owner: string): Container[] {
    return this.#parts.shelf.list(owner);
  }

  get(owner: string, name: string): Container {
    const { shelf } = this.#parts;
    return shelf.facts(shelf.find(owner, name).container);
  }

  /** A container dies by itself; who watches is told. */
  die(owner: string, name: string): ContainerChange {
    const { shelf } = this.#parts;
    const { container } = shelf.find(owner, name);
    const before = container.state;
    Object.assign(container, { state: "BROKEN", trouble: "exit-code", sinceMs: shelf.now() });
    const change = { container: { ...container }, before, initial: false, destroyed: false, unasked: true };
    this.died.emit("change", change);
    return change;
  }

  /** Makes a container be as a test needs it. */
  put(owner: string, name: string, facts: Partial<Container>): void {
    Object.assign(this.#parts.shelf.find(owner, name).container, facts);
  }

  create(
    owner: string,
    requestId: string,
    spec: ContainerSpec | null,
    containersAtMost = Infinity,
  ): AsyncIterable<OperationEvent> {
    const { shelf, generations, secrets } = this.#parts;
    const name = parseField("spec.name", ContainerName, spec?.name ?? "", "NAME_INVALID");
    const joined = shelf.joined({ owner, requestId });
    if (joined) return joined;
    const own = shelf.list(owner);
    if (own.some((container) => container.name === name)) {
      throw new VoxnixError("NAME_TAKEN", `You already have a container named ${name}.`, { container: name });
    }
    if (own.length >= containersAtMost) {
      throw new VoxnixError("QUOTA_EXCEEDED", `You have ${own.length} containers, and that is your limit.`);
    }
    const made = checkComposition(
      spec ?? { name, modules: [], packages: [], limits: null },
      secrets.names(owner),
    );
    const kept = shelf.add(owner, name, made, spec?.autostart ?? true);
    return shelf.work("CREATE", kept, requestId, ({ container }) => {
      generations.first(kept);
      Object.assign(container, { state: "RUNNING", sinceMs: shelf.now() });
      return { container };
    });
  }

  change(kind: "START" | "STOP" | "RESTART" | "DESTROY", asked: Asked): AsyncIterable<OperationEvent> {
    const { shelf, workspaces } = this.#parts;
    return shelf.begin(kind, asked, (kept) => {
      const { container } = kept;
      const state = kind === "STOP" || kind === "DESTROY" ? "STOPPED" : "RUNNING";
      if (container.state !== state || kind === "RESTART") {
        Object.assign(container, { state, sinceMs: shelf.now(), trouble: "" });
      }
      if (kind === "DESTROY") {
        shelf.remove(kept);
        workspaces.bin(container);
      }
      return { container };
    });
  }

  limit(asked: Asked, limits: Limits | null): AsyncIterable<OperationEvent> {
    return this.#parts.shelf.begin("UPDATE", asked, ({ container }) => {
      container.limits = { ...container.limits, ...limits };
      return { container };
    });
  }

  restore(asked: Asked, copy: string): AsyncIterable<OperationEvent> {
    const { shelf, generations, workspaces } = this.#parts;
    const { owner, requestId, name } = asked;
    const joined = shelf.joined(asked);
    if (joined) return joined;
    const found = workspaces.copy(owner, name, copy);
    const there = shelf.list(owner).some((container) => container.name === name);
    const kept = there ? shelf.find(owner, name) : shelf.add(owner, name, found.made, true);
    return shelf.work("RESTORE", kept, requestId, ({ container }) => {
      workspaces.takeBack(container, found.id);
      if (!there) {
        generations.first(kept);
        Object.assign(container, { state: "RUNNING", sinceMs: shelf.now() });
      }
      return { container };
    });
  }
}
