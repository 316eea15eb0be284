import {
  type ContainerSpec,
  type Generation,
  type OperationEvent,
  type RollbackRequest,
  type UpdateContainerRequest,
  VoxnixError,
} from "@voxnix/protocol";
import { type Composition, changesBetween, checkComposition, imageOf } from "./composition.ts";
import type { FakeSecrets } from "./secrets.ts";
import type { Done, Kept, Shelf } from "./shelf.ts";

/** What the fake host's containers have been and could become. */
export class FakeGenerations {
  readonly #shelf: Shelf;
  readonly #secrets: FakeSecrets;

  constructor(shelf: Shelf, secrets: FakeSecrets) {
    this.#shelf = shelf;
    this.#secrets = secrets;
  }

  history(owner: string, name: string): Generation[] {
    return [...this.#shelf.find(owner, name).generations].reverse();
  }

  preview({ owner, requestId, spec }: UpdateContainerRequest): AsyncIterable<OperationEvent> {
    const made = checkComposition(specOf(spec), this.#secrets.names(owner));
    return this.#shelf.begin("PREVIEW", { owner, requestId, name: specOf(spec).name }, ({ container }) => ({
      container: { ...container, ...made, image: imageOf(made) },
      changes: changesBetween(container, made),
    }));
  }

  update(request: UpdateContainerRequest): AsyncIterable<OperationEvent> {
    const { owner, requestId, spec, expectedImage, expectedGeneration } = request;
    const { name, autostart, ...wish } = specOf(spec);
    const made = checkComposition({ name, ...wish }, this.#secrets.names(owner));
    const { generation } = this.#shelf.find(owner, name).container;
    if (![0, generation].includes(expectedGeneration) || !["", imageOf(made)].includes(expectedImage)) {
      throw new VoxnixError("STALE_PREVIEW", `${name} has changed since the preview.`, { container: name });
    }
    return this.#shelf.begin("UPDATE", { owner, requestId, name }, (kept) => {
      kept.container.autostart = autostart ?? kept.container.autostart;
      return this.#become(kept, made, 0);
    });
  }

  rollback({ owner, requestId, name, generation }: RollbackRequest): AsyncIterable<OperationEvent> {
    const { container, generations } = this.#shelf.find(owner, name);
    const wanted = generation === 0 ? container.generation - 1 : generation;
    const goal = generations.find(({ number }) => number === wanted);
    if (!goal) {
      throw new VoxnixError("NOT_FOUND", `${name} has no generation to go back to.`, {
        container: name,
        field: "generation",
        known: generations.map(({ number }) => String(number)),
      });
    }
    const asked = { owner, requestId, name };
    return this.#shelf.begin("ROLLBACK", asked, (kept) => this.#become(kept, goal, goal.number));
  }

  /** The first generation of a container that is made just now. */
  first({ container, generations }: Kept): void {
    const { owner, name, modules, packages } = container;
    generations.push(this.#generation(container.generation, { modules, packages }, owner, name));
  }

  #become({ container, generations }: Kept, { modules, packages }: Composition, rolledBackTo: number): Done {
    const changes = changesBetween(container, { modules, packages });
    if (changes.none) return { container, changes };
    Object.assign(container, { modules, packages, image: imageOf({ modules, packages }) });
    container.generation = (generations.at(-1)?.number ?? 0) + 1;
    for (const one of generations) one.current = false;
    const { owner, name, generation } = container;
    const made = this.#generation(generation, { modules, packages }, owner, name);
    generations.push({ ...made, rolledBackTo, changes });
    if (changes.restart) container.sinceMs = this.#shelf.now();
    return { container, changes };
  }

  #generation(number: number, made: Composition, owner: string, name: string): Generation {
    return {
      ...{ number, ...made, image: imageOf(made), createdMs: this.#shelf.now() },
      operationId: this.#shelf.operations.holding(owner, name)?.id ?? "",
      ...{ rolledBackTo: 0, current: true, changes: null },
    };
  }
}

function specOf(spec: ContainerSpec | null): ContainerSpec {
  return spec ?? { name: "", modules: [], packages: [], limits: null };
}
