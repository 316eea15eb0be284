import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import { createLog } from "@voxnix/daemon";
import { OwnerId } from "@voxnix/protocol";
import { createExecutor, type Executor, type OperationBegun } from "../../executor/index.ts";
import { FakeExecutor } from "../../executor/testing/fake.ts";
import type { BrainEvent } from "../events.ts";
import {
  type Asked,
  type Brain,
  type ChosenModel,
  createBrain,
  type StoredMessage,
  type TurnOutcome,
  type TurnRequest,
} from "../index.ts";
import { providerErrorText } from "../models/provider-errors.ts";

/** A conversation with a brain whose executor is the fake one; keeps what a channel would see and store. */
export class Stage {
  readonly events: BrainEvent[] = [];
  readonly begun: OperationBegun[] = [];
  readonly ended: string[] = [];
  readonly history: StoredMessage[] = [];
  /** The calls that wait for a yes; those of the last turn that asked. */
  asked: Asked[] = [];
  /** The secrets whose values the next message would be. */
  readonly awaited: string[] = [];
  readonly fake: FakeExecutor;
  readonly brain: Brain;
  readonly #executor: Executor;
  #turns = 0;

  /** @param models the first one answers, the others stand in for it */
  static async open(...models: BaseChatModel[]): Promise<Stage> {
    return new Stage(await FakeExecutor.start(), models);
  }

  private constructor(fake: FakeExecutor, models: readonly BaseChatModel[]) {
    this.fake = fake;
    this.#executor = createExecutor(fake.socketPath);
    this.brain = createBrain({
      executor: this.#executor,
      models: models.map(asChosen),
      log: createLog("silent"),
    });
  }

  /** Says something and waits for the reply; the history grows as a conversation's does. */
  say(text: string, more: Partial<TurnRequest> = {}): Promise<TurnOutcome> {
    return this.#turn(text, more, (request) => this.brain.turn(request));
  }

  /** Says yes to what was asked last. */
  yes(more: Partial<TurnRequest> = {}): Promise<TurnOutcome> {
    const calls = this.asked.map(({ call }) => call);
    return this.#turn("yes", more, (request) => this.brain.perform(calls, request));
  }

  async #turn(
    text: string,
    more: Partial<TurnRequest>,
    run: (request: TurnRequest) => Promise<TurnOutcome>,
  ): Promise<TurnOutcome> {
    const asked: Asked[] = [];
    const outcome = await run({
      turn: `turn-${++this.#turns}`,
      owner: OwnerId.parse("terminal:ada"),
      role: "owner",
      model: undefined,
      containersAtMost: undefined,
      history: this.history,
      text,
      signal: new AbortController().signal,
      onEvent: (event) => this.events.push(event),
      beginOperation: (begun) => void this.begun.push(begun),
      endOperation: (request) => void this.ended.push(request),
      ask: (one) => void asked.push(one),
      awaitSecret: (name) => void this.awaited.push(name),
      ...more,
    });
    if (asked.length > 0) this.asked = asked;
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

function asChosen(model: BaseChatModel, index: number): ChosenModel {
  const offline = model._llmType() === "offline";
  const name = offline ? "offline" : index === 0 ? "fake" : `fake-${index + 1}`;
  return {
    name,
    offline,
    price: offline ? undefined : { input: 1, output: 10 },
    load: async () => model,
    errorText: (error) => providerErrorText(error, { name, keyVariable: "FAKE_KEY" }),
  };
}
