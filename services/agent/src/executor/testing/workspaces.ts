import { type Container, VoxnixError, type Workspace, type WorkspaceCopy } from "@voxnix/protocol";
import type { Composition } from "./composition.ts";

interface Copy extends WorkspaceCopy {
  owner: string;
  container: string;
  made: Composition;
}

const day = 24 * 60 * 60 * 1000;

/** The fake host's workspaces: snapshots and a trash. */
export class FakeWorkspaces {
  /** Whether the host's storage can make snapshots. */
  snapshots = true;
  readonly #copies: Copy[] = [];
  readonly #now: () => number;
  #count = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  list(owner: string, live: readonly Container[], container: string): Workspace[] {
    const withOne = live.filter(({ workspace }) => workspace !== "");
    const gone = this.#copies.filter((copy) => copy.owner === owner).map((copy) => copy.container);
    const names = [...new Set([...withOne.map(({ name }) => name), ...gone])];
    return names
      .filter((name) => container === "" || name === container)
      .map((name) => ({
        owner,
        container: name,
        live: withOne.some((one) => one.name === name),
        mountPoint: "/workspace",
        usedBytes: 12_000_000,
        quotaBytes: 0,
        storage: this.snapshots ? "btrfs" : "directory",
        copies: this.#copies.filter((copy) => copy.owner === owner && copy.container === name).map(asCopy),
      }));
  }

  /** The workspace of a destroyed container goes to the trash. */
  bin(container: Container): void {
    if (container.workspace !== "") this.#keep(container, "TRASH", "");
  }

  snapshot(container: Container, label: string): WorkspaceCopy {
    if (!this.snapshots) {
      throw new VoxnixError("UNSUPPORTED", "This host keeps workspaces in plain directories: no snapshots.");
    }
    if (container.workspace === "") {
      throw new VoxnixError("NOT_FOUND", `${container.name} has no workspace.`, {
        container: container.name,
      });
    }
    return asCopy(this.#keep(container, "SNAPSHOT", label));
  }

  copy(owner: string, container: string, id: string): Copy {
    const own = this.#copies.filter((copy) => copy.owner === owner && copy.container === container);
    const found = id === "" ? own.find(({ kind }) => kind === "TRASH") : own.find((copy) => copy.id === id);
    if (found) return found;
    throw new VoxnixError("NOT_FOUND", `There is no such copy of the workspace of ${container}.`, {
      container,
      known: own.map((copy) => copy.id),
    });
  }

  /** Puts a copy's files in place; what was there goes to the trash. */
  takeBack(container: Container, id: string): void {
    const copy = this.copy(container.owner, container.name, id);
    if (container.state !== "CREATING") this.bin(container);
    if (copy.kind === "TRASH") this.#copies.splice(this.#copies.indexOf(copy), 1);
  }

  discard(owner: string, id: string): WorkspaceCopy[] {
    const own = this.#copies.filter((copy) => copy.owner === owner);
    const gone = own.filter((copy) => (id === "" ? copy.kind === "TRASH" : copy.id === id));
    if (id !== "" && gone.length === 0) throw new VoxnixError("NOT_FOUND", `There is no copy ${id}.`);
    for (const copy of gone) this.#copies.splice(this.#copies.indexOf(copy), 1);
    return gone.map(asCopy);
  }

  #keep({ owner, name, modules, packages }: Container, kind: "TRASH" | "SNAPSHOT", label: string): Copy {
    const madeMs = this.#now();
    const copy: Copy = {
      id: `${kind === "TRASH" ? "trash" : "snap"}-${++this.#count}`,
      kind,
      madeMs,
      expiresMs: kind === "TRASH" ? madeMs + 30 * day : 0,
      usedBytes: 12_000_000,
      label,
      owner,
      container: name,
      made: { modules, packages },
    };
    this.#copies.unshift(copy);
    return copy;
  }
}

function asCopy({ id, kind, madeMs, expiresMs, usedBytes, label }: Copy): WorkspaceCopy {
  return { id, kind, madeMs, expiresMs, usedBytes, label };
}
