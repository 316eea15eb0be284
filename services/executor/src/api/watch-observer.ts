import type { Container, ContainerChange } from "@voxnix/protocol";
import { listenToUnits } from "../machines/bell.ts";
import { describe } from "../operations/describe.ts";
import type { Engine } from "./engine.ts";

type Tell = (change: ContainerChange) => void;

/** After a ring, for the changes that come together. */
const settleMs = 50;
/** While something is under way that systemd does not tell of, such as a record that goes. */
const soonMs = 1_000;
/** Should a ring be missed. */
const laterMs = 15_000;

/** Looks at the containers of all owners while somebody watches, once for all who do. */
export class Observer {
  readonly #engine: Engine;
  readonly #watchers = new Set<Tell>();
  #known = new Map<string, Container>();
  #lookedMs = 0;
  #looking: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stop = new AbortController();
  #users = 0;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  get users(): number {
    return this.#users;
  }

  /** Tells how things stand, then every change. @returns what ends it */
  async add(tell: Tell): Promise<() => void> {
    this.#users++;
    if (this.#users === 1) {
      this.#stop = new AbortController();
      void listenToUnits(() => this.#lookIn(settleMs), this.#stop.signal);
    }
    try {
      await this.#look();
    } catch (error) {
      this.#leave();
      throw error;
    }
    for (const container of this.#known.values()) {
      tell({ container, before: container.state, initial: true, destroyed: false, unasked: false });
    }
    this.#watchers.add(tell);
    return () => {
      this.#watchers.delete(tell);
      this.#leave();
    };
  }

  #leave(): void {
    this.#users--;
    if (this.#users > 0) return;
    clearTimeout(this.#timer);
    this.#stop.abort();
  }

  #lookIn(ms: number): void {
    clearTimeout(this.#timer);
    if (this.#stop.signal.aborted) return;
    this.#timer = setTimeout(() => {
      this.#look().catch((err) => {
        this.#engine.parts.log.error({ event: "watch-failed", err });
        this.#lookIn(laterMs);
      });
    }, ms);
  }

  // One look at a time; who comes during one waits for it and has another.
  async #look(): Promise<void> {
    while (this.#looking !== undefined) await this.#looking.catch(() => undefined);
    this.#looking = this.#compare();
    try {
      await this.#looking;
    } finally {
      this.#looking = undefined;
    }
  }

  async #compare(): Promise<void> {
    const { parts, registry } = this.#engine;
    const sinceMs = this.#lookedMs;
    this.#lookedMs = parts.now();
    const records = parts.records.all();
    const facts = await parts.machines.facts(records.map(({ machine }) => machine));
    const before = this.#known;
    // After the facts: whoever holds a container by now may have changed it already.
    const asked = this.#asked(sinceMs);
    this.#known = new Map(
      records.map((record) => {
        const busyWith = registry.holder(record.machine)?.busyWith();
        return [record.machine, describe(record, facts.get(record.machine), busyWith)];
      }),
    );
    for (const change of changes(before, this.#known, asked)) {
      for (const tell of this.#watchers) tell(change);
    }
    const restless = asked.size > 0 || [...this.#known.values()].some(({ state }) => passing.includes(state));
    this.#lookIn(restless ? soonMs : laterMs);
  }

  // The machines that an operation holds, or held since the last look.
  #asked(sinceMs: number): Set<string> {
    const operations = this.#engine.registry.list();
    return new Set(
      operations
        .filter((operation) => operation.underway || operation.message().endedMs >= sinceMs)
        .flatMap(({ plan }) => plan.record?.machine ?? []),
    );
  }
}

const passing: Container["state"][] = ["CREATING", "STARTING", "STOPPING"];

/** What is different between two looks. A container that was down in between and is up again counts as changed. */
export function changes(
  before: ReadonlyMap<string, Container>,
  now: ReadonlyMap<string, Container>,
  asked: ReadonlySet<string>,
): ContainerChange[] {
  const found: ContainerChange[] = [];
  for (const [machine, container] of now) {
    const old = before.get(machine);
    // Only of a running one: systemd forgets since when a stopped one is stopped.
    const restarted = container.state === "RUNNING" && old?.sinceMs !== container.sinceMs;
    if (old?.state === container.state && !restarted) continue;
    found.push({
      container,
      before: old?.state ?? "CONTAINER_STATE_UNSPECIFIED",
      initial: false,
      destroyed: false,
      unasked: old !== undefined && !asked.has(machine),
    });
  }
  for (const [machine, container] of before) {
    if (now.has(machine)) continue;
    found.push({ container, before: container.state, initial: false, destroyed: true, unasked: false });
  }
  return found;
}
