import { randomBytes } from "node:crypto";
import { type OwnerId, type RequestId, VoxnixError } from "@voxnix/protocol";
import type { Actor } from "../audit/entry.ts";
import { changeOf } from "../audit/tell.ts";
import type { ContainerRecord } from "../store/record.ts";
import { diskFull } from "../system/full-disk.ts";
import type { Journal, Outcome } from "./journal.ts";
import { Operation } from "./operation.ts";
import { outcomeOf, toDone } from "./outcome.ts";
import type { Parts } from "./parts.ts";
import { runSteps } from "./steps.ts";
import { stepsOf } from "./steps-of.ts";
import type { Task } from "./task.ts";

/** How many ended operations an owner can still look up, and how many of all keep all of their events. */
export const rememberedPerOwner = 50;
const withAllEvents = 20;

export type NewOperation = Task & { role: Actor; requestId: RequestId | undefined; fingerprint: string };

/** All operations under way and the last ended ones. One at a time per container. */
export class Registry {
  readonly #parts: Parts;
  readonly #journal: Journal;
  readonly #operations = new Map<string, Operation>();
  readonly #remembered: number;
  readonly #repairs = new Set<string>();
  #closed = false;
  /** Called when an operation has ended. */
  afterEach: () => void = () => {};

  /** @param remembered how many ended operations of all owners can still be looked up */
  constructor(parts: Parts, journal: Journal, remembered: number) {
    this.#parts = parts;
    this.#journal = journal;
    this.#remembered = remembered;
  }

  /** Newest first. */
  list(): Operation[] {
    return [...this.#operations.values()].reverse();
  }

  get(id: string): Operation | undefined {
    return this.#operations.get(id);
  }

  /** The operation that has a container to itself now. */
  holder(machine: string): Operation | undefined {
    return this.list().find((operation) => operation.underway && operation.plan.record?.machine === machine);
  }

  /** Whether an operation or a repair has a machine to itself now. */
  isHeld(machine: string): boolean {
    return this.#repairs.has(machine) || this.holder(machine) !== undefined;
  }

  /** @throws BUSY with what the container is busy with */
  refuseIfBusy(record: ContainerRecord): void {
    if (this.#repairs.has(record.machine)) {
      throw new VoxnixError("BUSY", `${record.name} is being put right or copied. Try again in a moment.`, {
        container: record.name,
      });
    }
    const holder = this.holder(record.machine);
    if (holder === undefined) return;
    const kind = holder.plan.kind.toLowerCase();
    const seconds = Math.max(0, Math.round((this.#parts.now() - holder.plan.startedMs) / 1_000));
    throw new VoxnixError(
      "BUSY",
      `${record.name} is busy running a ${kind} operation (${holder.plan.id}, for ${seconds} s). Wait for it or cancel it.`,
      { container: record.name, busyWith: holder.busyWith() },
    );
  }

  /**
   * The operation that a request_id stands for, if it is known.
   * @param owner undefined where the caller did not name one: any owner's
   * @throws INVALID_FIELD if the id was used for something else
   */
  joined(
    owner: OwnerId | undefined,
    requestId: RequestId | undefined,
    fingerprint: string,
  ): Operation | undefined {
    if (requestId === undefined) return undefined;
    const found = this.list().find(
      (operation) =>
        operation.plan.requestId === requestId && (owner === undefined || operation.owner === owner),
    );
    if (found === undefined || found.plan.fingerprint === fingerprint) return found;
    const { kind, id } = found.plan;
    throw new VoxnixError(
      "INVALID_FIELD",
      `request_id: ${requestId} already stands for another request: ${kind.toLowerCase()} ${found.subject} (${id}).`,
      { field: "request_id", rule: "a request_id stands for one request; a new request needs a new one" },
    );
  }

  /**
   * Begins an operation; it goes on by itself. The container is held from the moment of the call.
   * @throws BUSY; DISK_FULL or INTERNAL if it cannot be journalled: then nothing was begun
   */
  async begin(request: NewOperation): Promise<Operation> {
    if (this.#closed) {
      throw new VoxnixError("INTERRUPTED", "The executor is stopping. Try again in a moment.");
    }
    const { record } = request;
    if (record !== null) this.refuseIfBusy(record);
    const startedMs = this.#parts.now();
    const id = operationId(startedMs);
    const requestId = request.requestId ?? "";
    const operation = new Operation({ ...request, id, requestId, startedMs });
    this.#operations.set(id, operation);
    const isNew = record?.stage === "creating";
    if (isNew) this.#parts.records.reserve(record);
    try {
      await this.#journal.begin(operation.plan);
    } catch (cause) {
      const what = "Nothing was begun: the journal cannot be written";
      const error = diskFull(what, cause) ?? new VoxnixError("INTERNAL", `${what}. ${reasonOf(cause)}`);
      if (isNew) await this.#parts.records.remove(record.machine);
      this.#operations.delete(id);
      operation.refused(error, this.#parts.now());
      throw error;
    }
    operation.events.accepted(operation.message());
    this.#log(operation, "operation-begun");
    void this.#work(operation);
    return operation;
  }

  /**
   * Keeps operations off a container while something is done about it that is none.
   * @throws BUSY where one holds it
   */
  async hold<T>(record: ContainerRecord, act: () => Promise<T>): Promise<T> {
    this.refuseIfBusy(record);
    return this.#holding(record.machine, act);
  }

  /**
   * Keeps operations off a machine while something about it is put right.
   * @returns whether it was done: not where something holds the machine
   */
  async putRight(machine: string, act: () => Promise<void>): Promise<boolean> {
    if (this.isHeld(machine)) return false;
    await this.#holding(machine, act);
    return true;
  }

  async #holding<T>(machine: string, act: () => Promise<T>): Promise<T> {
    this.#repairs.add(machine);
    try {
      return await act();
    } finally {
      this.#repairs.delete(machine);
    }
  }

  /** Takes in an operation from before a restart. */
  adopt(operation: Operation): void {
    this.#operations.set(operation.plan.id, operation);
  }

  /** Begins nothing new; resolves when all that is under way has ended. */
  async drain(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.list().map((operation) => (operation.underway ? operation.ended : undefined)));
  }

  /** Ends what is still under way, undoing it. */
  interrupt(): void {
    for (const operation of this.list()) {
      operation.cancel(
        new VoxnixError("INTERRUPTED", interruptedText(operation), { container: operation.container }),
      );
    }
  }

  async #work(operation: Operation): Promise<void> {
    const { id } = operation.plan;
    const note = (what: "step" | "undo", step: string) => this.#journal.note(id, what, step);
    try {
      await runSteps(operation, stepsOf(this.#parts, operation.plan), note);
      await this.settle(operation);
    } catch (error) {
      await this.settle(operation, error);
    }
  }

  /** Writes down how an operation ended, and only then says so. */
  async settle(operation: Operation, thrown?: unknown): Promise<void> {
    const { id } = operation.plan;
    const atMs = this.#parts.now();
    try {
      if (thrown !== undefined) throw thrown;
      const outcome = await outcomeOf(this.#parts, operation);
      await this.#audit(operation, undefined, atMs);
      await this.#journal.end(id, outcome, atMs);
      operation.done(toDone(this.#parts, outcome), atMs);
      this.#log(operation, "operation-done");
    } catch (cause) {
      const error = this.#asError(operation, cause);
      const { reason, message } = error;
      const outcome: Outcome = { result: "failed", reason, message, lines: error.facts.lines ?? [] };
      await this.#audit(operation, error, atMs);
      // A journal that does not take this entry has it settled again at the next start.
      await this.#journal
        .end(id, outcome, atMs)
        .catch((err) => this.#parts.log.error({ event: "journal-failed", err }));
      operation.failed(error, atMs);
      this.#log(operation, "operation-failed");
    }
    this.#forgetOld(operation.owner);
    this.afterEach();
  }

  // Before its end is journalled: after a crash in between it is settled again, and told once all the same.
  async #audit(operation: Operation, error: VoxnixError | undefined, atMs: number): Promise<void> {
    const change = changeOf(operation.plan);
    if (change !== undefined) await this.#parts.audit.note(change, error, atMs);
  }

  #asError(operation: Operation, cause: unknown): VoxnixError {
    const { id, record } = operation.plan;
    const { container } = operation;
    if (cause instanceof VoxnixError) {
      return cause.facts.container
        ? cause
        : new VoxnixError(cause.reason, cause.message, { ...cause.facts, container });
    }
    const about = { operation: id, container: record?.machine, err: cause };
    const full = diskFull(`${operation.title} failed`, cause, { container });
    if (full !== undefined) {
      this.#parts.log.warn({ event: "disk-full", ...about });
      return full;
    }
    this.#parts.log.error({ event: "defect", ...about });
    return new VoxnixError(
      "INTERNAL",
      `${operation.title} failed inside voxnix: ${reasonOf(cause)} The executor's journal has the details.`,
      { container },
    );
  }

  #log(operation: Operation, event: string): void {
    const { id, kind, record } = operation.plan;
    const { error } = operation;
    this.#parts.log.info({
      event,
      operation: id,
      kind,
      container: record?.machine,
      owner: operation.owner,
      ...(error ? { reason: error.reason, message: error.message, lines: error.facts.lines } : {}),
    });
  }

  #forgetOld(owner: OwnerId): void {
    const ended = this.list().filter((operation) => !operation.underway);
    for (const old of ended.slice(withAllEvents)) old.events.shorten();
    const own = ended.filter((operation) => operation.owner === owner);
    for (const old of [...own.slice(rememberedPerOwner), ...ended.slice(this.#remembered)]) {
      this.#operations.delete(old.plan.id);
    }
  }
}

function interruptedText({ plan, subject }: Operation): string {
  return `The executor was stopped during the ${plan.kind.toLowerCase()} of ${subject}; what had been begun was undone. Ask again.`;
}

// E.g. "op-0m3k9x2ab-7f3a12": as text it sorts by time.
function operationId(startedMs: number): string {
  return `op-${startedMs.toString(36).padStart(9, "0")}-${randomBytes(3).toString("hex")}`;
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return "";
  if (!("code" in cause) || cause.code !== "EROFS") return `${cause.message}.`;
  return `${cause.message}. The host's disk can only be read: look what happened to it, then ask again.`;
}
