import { createLog } from "@voxnix/daemon";
import { OwnerId } from "@voxnix/protocol";
import type { Brain, StoredCall, TurnOutcome, TurnRequest } from "../../brain/index.ts";
import { createExecutor, type Executor, outcomeText } from "../../executor/index.ts";
import { FakeExecutor } from "../../executor/testing/fake.ts";
import { type OutboxMessage, openStore, type Store } from "../../store/index.ts";
import {
  Conversation,
  type Delivery,
  type Door,
  defaultRules,
  type Rules,
  type TurnEvent,
} from "../index.ts";

/** What the scripted brain does with a message. */
export type Script = (request: TurnRequest, executor: Executor) => Promise<Partial<TurnOutcome>>;
/** What it does with calls that the person said yes to. */
export type PerformScript = (
  calls: readonly StoredCall[],
  request: TurnRequest,
) => Promise<Partial<TurnOutcome>>;

/** A conversation on a real store and a fake executor, with a brain that does as the test says. */
export class Stage {
  readonly fake: FakeExecutor;
  readonly executor: Executor;
  readonly store: Store;
  readonly log = createLog("silent");
  /** The requests that the brain got, in order. */
  readonly requests: TurnRequest[] = [];
  /** The approved calls that the brain was to run, in order. */
  readonly performed: StoredCall[] = [];
  script: Script = async ({ text }) => ({ reply: `You said: ${text}` });
  performScript: PerformScript = async (calls) => ({ reply: `Done: ${calls.map(({ tool }) => tool)}` });
  rules: Rules = { ...defaultRules, owners: [ada.owner], members: [bob.owner] };
  /** What the clock shows. It stands still until a test moves it. */
  nowMs = Date.UTC(2026, 10, 22, 12);
  conversation: Conversation;

  static async open(): Promise<Stage> {
    return new Stage(await FakeExecutor.start());
  }

  private constructor(fake: FakeExecutor) {
    this.fake = fake;
    this.executor = createExecutor(fake.socketPath);
    this.store = openStore(":memory:", () => this.nowMs);
    this.conversation = this.start();
  }

  /** A fresh conversation on the same store, as after a crash of the process before. */
  start(): Conversation {
    const { store, executor, log, rules } = this;
    this.conversation = new Conversation({ store, executor, brain: this.#brain(), log, rules });
    return this.conversation;
  }

  async close(): Promise<void> {
    await this.conversation.close(0);
    this.executor.close();
    this.fake.close();
    this.store.close();
  }

  #brain(): Brain {
    return {
      model: "scripted",
      models: [{ name: "scripted" }, { name: "offline" }],
      warm: async () => {},
      turn: async (request) => {
        this.requests.push(request);
        return whole(request, await this.script(request, this.executor));
      },
      perform: async (calls, request) => {
        this.performed.push(...calls);
        return whole(request, await this.performScript(calls, request));
      },
    };
  }
}

/** A script that makes a container as the real brain does. */
export function creating(name: string): Script {
  return async ({ turn, owner, signal, onEvent, beginOperation, endOperation }, executor) => {
    const requestId = `${turn}.1`;
    const begun = { requestId, kind: "CREATE", container: name } as const;
    await beginOperation(begun);
    try {
      const outcome = await executor.change(
        { kind: "CREATE", owner, requestId, spec: { name } },
        {
          signal,
          onEvent(event) {
            if (event.accepted) void beginOperation({ ...begun, operation: event.operationId });
            onEvent({ type: "operation", turn, operation: event.operationId, container: name, event });
          },
        },
      );
      await endOperation?.(requestId);
      return { ok: outcome.ok, reply: outcomeText(outcome) };
    } catch {
      return { ok: false, reply: "cut short" };
    }
  };
}

/** A door that writes down what it is given. */
export class NotedDoor implements Door {
  readonly events: TurnEvent[] = [];
  readonly said: OutboxMessage[] = [];
  /** What stands in place of decided questions now. */
  readonly settled: string[] = [];
  /** What becomes of the next messages. */
  answer: () => Delivery = () => "said";

  show(_turn: unknown, event: TurnEvent): void {
    this.events.push(event);
  }

  async deliver(message: OutboxMessage): Promise<Delivery> {
    const delivery = this.answer();
    if (delivery === "said") this.said.push(message);
    return delivery;
  }

  async settle(_message: OutboxMessage, text: string): Promise<void> {
    this.settled.push(text);
  }

  get texts(): string[] {
    return this.said.map(({ text }) => text);
  }
}

export const ada = { chat: "test:ada", owner: OwnerId.parse("test:ada") };
export const bob = { chat: "test:bob", owner: OwnerId.parse("test:bob") };

function whole({ text }: TurnRequest, outcome: Partial<TurnOutcome>): TurnOutcome {
  const { reply = "", ok = true, messages = exchange(text, reply), usage = [], files = [] } = outcome;
  return { reply, ok, messages, usage, files };
}

function exchange(text: string, reply: string): TurnOutcome["messages"] {
  return [
    { role: "user", text },
    { role: "assistant", text: reply, calls: [] },
  ];
}
