import { type OperationEvent, VoxnixError } from "@voxnix/protocol";
import {
  type Change,
  type ChangeWish,
  changedContainer,
  counted,
  type NamedSpec,
  type OperationBegun,
  type Outcome,
} from "../executor/index.ts";
import { asResult, type ToolResult } from "./tools/result.ts";
import type { TurnParts, TurnRequest } from "./turn-request.ts";

type Wish = Exclude<ChangeWish, { kind: "PREVIEW" }>;

/** The changes of one turn: each is stored before it is asked for, and its events go to the channel. */
export class Changer {
  readonly #parts: TurnParts;
  readonly #request: TurnRequest;
  #count = 0;

  constructor(parts: TurnParts, request: TurnRequest) {
    this.#parts = parts;
    this.#request = request;
  }

  /** Has a change made and waits for its end. */
  async make(wish: Wish): Promise<ToolResult> {
    if (wish.kind === "RESTORE") await this.#roomFor(wish.name);
    return asResult(await this.#carryOut({ ...this.#withQuota(wish), ...this.#ids() }));
  }

  /** What a change of modules and packages would lead to. Nothing is changed, so nothing is stored. */
  preview(spec: NamedSpec): Promise<Outcome> {
    const { signal } = this.#request;
    const change: Change = { kind: "PREVIEW", spec, ...this.#ids() };
    return this.#parts.executor.change(change, { signal, onEvent: (event) => this.#tell(spec.name, event) });
  }

  /** Follows an operation that an earlier turn or somebody else began. */
  async watch(operation: string): Promise<ToolResult> {
    const { owner, signal } = this.#request;
    let container = "";
    const onEvent = (event: OperationEvent) => {
      container = event.accepted?.operation?.container ?? container;
      this.#tell(container, event);
    };
    return asResult(await this.#parts.executor.watchToEnd(owner, operation, { signal, onEvent }));
  }

  async #carryOut(change: Exclude<Change, { kind: "PREVIEW" }>): Promise<Outcome> {
    const { signal, beginOperation, endOperation } = this.#request;
    const container = changedContainer(change);
    const begun = { requestId: change.requestId, kind: change.kind, container };
    await beginOperation(begun);
    const stored: Promise<void>[] = [];
    const onEvent = (event: OperationEvent) => {
      if (event.accepted) stored.push(this.#store({ ...begun, operation: event.operationId }));
      this.#tell(container, event);
    };
    const outcome = await this.#ended(change, () => this.#parts.executor.change(change, { signal, onEvent }));
    await Promise.all(stored);
    await endOperation?.(change.requestId);
    return outcome;
  }

  // The request id alone is enough to find the operation again, so the change goes on without.
  async #store(begun: OperationBegun): Promise<void> {
    try {
      await this.#request.beginOperation(begun);
    } catch (error) {
      this.#parts.log.error({ event: "operation-not-stored", ...begun, err: error });
    }
  }

  // A refusal began nothing, so there is nothing to follow up; a lost connection may have.
  async #ended(change: Change, ask: () => Promise<Outcome>): Promise<Outcome> {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof VoxnixError) await this.#request.endOperation?.(change.requestId);
      throw error;
    }
  }

  // What comes back with its container is one more; the contract has the quota for those that are created.
  async #roomFor(name: string): Promise<void> {
    const { containersAtMost, owner } = this.#request;
    if (containersAtMost === undefined) return;
    const own = await this.#parts.executor.containers(owner);
    if (own.some((container) => container.name === name) || own.length < containersAtMost) return;
    const message = `You have ${counted(own.length, "container")} already, and you may have ${containersAtMost}. Destroy one first.`;
    throw new VoxnixError("QUOTA_EXCEEDED", message, { container: name });
  }

  #withQuota(wish: Wish): Wish {
    const { containersAtMost } = this.#request;
    return wish.kind === "CREATE" && containersAtMost !== undefined ? { ...wish, containersAtMost } : wish;
  }

  #ids() {
    const { turn, owner } = this.#request;
    return { owner, requestId: `${turn}.${++this.#count}` };
  }

  #tell(container: string, event: OperationEvent): void {
    const { turn, onEvent } = this.#request;
    onEvent({ type: "operation", turn, operation: event.operationId, container, event });
  }
}
