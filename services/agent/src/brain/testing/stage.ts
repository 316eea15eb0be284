import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import { createLog } from "@voxnix/daemon";
import { OwnerId } from "@voxnix/protocol";
import { createExecutor, type Executor, type OperationBegun } from "../../executor/index.ts";
import { FakeExecutor } from "../../executor/testing/fake.ts";
import type { BrainEvent } from "../events.ts";
import { type Brain, createBrain, type StoredMessage, type TurnOutcome, type TurnRequest } from "../index.ts";
import { providerErrorText } from "../models/provider-errors.ts";

/** A conversation with a brain whose executor is the fake one; keeps what a channel would see and store. */
export class Stage {
  readonly events: BrainEvent[] = [];
  readonly begun: OperationBegun[] = [];
  readonly ended: string[] = [];
  readonly history: StoredMessage[] = [];
  readonly fake: FakeExecutor;
  readonly brain: Brain;
  readonly #executor: Executor;
  #turns = 0;

  static async open(model: BaseChatModel): Promise<Stage> {
    return new Stage(await FakeExecutor.start(), model);
  }

  private constructor(fake: FakeExecutor, model: BaseChatModel) {
    this.fake = fake;
    this.#executor = createExecutor(fake.socketPath);
    const errorText = (error: unknown) => providerErrorText(error, { name: "fake", keyVariable: "FAKE_KEY" });
    this.brain = createBrain({
      executor: this.#executor,
      models: [
        {
          name: "fake",
          price: undefined,
          offline: model._llmType() === "offline",
          load: async () => model,
          errorText,
        },
      ],
      log: createLog("silent"),
    });
  }

  /** Says something and waits for the reply; the history grows as a conversation's does. */
  async say(text: string, more: Partial<TurnRequest> = {}): Promise<TurnOutcome> {
    const outcome = await this.brain.turn({
      turn: `turn-${++this.#turns}`,
      owner: OwnerId.parse("terminal:ada"),
      role: "owner",
      model: undefined,
      containersAtMost: undefined,
      ask: () => {},
      history: this.history,
      text,
      signal: new AbortController().signal,
      onEvent: (event) => this.events.push(event),
      beginOperation: (begun) => void this.begun.push(begun),
      endOperation: (request) => void this.ended.push(request),
      ...more,
    });
    this.history.push(...outcome.messages);
    return outcome;
  }

  /** The tool calls so far, as [tool, arguments]. */
  get calls(): [string, Record<string, unknown>][] {
    return this.events.flatMap((event) =>
      event.type === "tool-call" ? [[event.tool, event.arguments] as [string, Record<string, unknown>]] : [],
    );
  }

  get answers(): string[] {
    return this.events.flatMap((event) => (event.type === "tool-answer" ? [event.text] : []));
  }

  close(): void {
    this.#executor.close();
    this.fake.close();
  }
}
