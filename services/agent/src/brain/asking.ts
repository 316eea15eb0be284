import { AIMessage, type BaseMessage, HumanMessage, SystemMessage } from "@langchain/core/messages";
import type { WrapModelCallHook } from "langchain";
import { tracedModel } from "../telemetry/index.ts";
import type { Context } from "./context.ts";
import type { Drafts } from "./drafts.ts";
import { marked } from "./foreign.ts";
import type { ChosenModel } from "./models/index.ts";
import type { Transcript } from "./transcript.ts";
import type { TurnParts, TurnRequest } from "./turn-request.ts";
import { usageOf } from "./usage.ts";

type ModelRequest = Parameters<WrapModelCallHook>[0];
type Ask = Parameters<WrapModelCallHook>[1];

/** No model could be asked; the message is for the user. */
export class NoModel extends Error {
  override readonly name = "NoModel";
}

/** What a model is told beside what is said in this turn. */
export interface Told {
  context: Context;
  /** The turns before. They do not go through LangChain's graph: that costs with each of them, each round. */
  history: readonly BaseMessage[];
}

/**
 * The models of one turn, the chat's choice first. One that fails is followed by the next, which stays for the
 * rest of the turn.
 */
export class Asking {
  readonly #parts: TurnParts;
  readonly #request: TurnRequest;
  readonly #transcript: Transcript;
  readonly #told: Told;
  readonly #drafts: Drafts;
  readonly #left: ChosenModel[];
  #before: BaseMessage[] | undefined;

  constructor(parts: TurnParts, request: TurnRequest, transcript: Transcript, told: Told, drafts: Drafts) {
    this.#parts = parts;
    this.#request = request;
    this.#transcript = transcript;
    this.#told = told;
    this.#drafts = drafts;
    this.#left = inOrder(parts.models, request.model);
  }

  /** What the first model that can be asked says. @throws NoModel */
  async ask(request: ModelRequest, ask: Ask): Promise<AIMessage> {
    for (;;) {
      const model = this.#next();
      if (model === undefined)
        throw new NoModel(this.#transcript.modelTroubles.map(({ why }) => why).join(" "));
      try {
        return await this.#askOne(model, request, ask);
      } catch (error) {
        this.#request.signal.throwIfAborted();
        const { turn } = this.#request;
        this.#parts.log.warn({ event: "model-failed", turn, model: model.name, err: error });
        this.#transcript.modelTroubles.push({ model: model.name, why: model.errorText(error) });
        this.#left.shift();
      }
    }
  }

  // The offline model follows a plan from a message's beginning: it cannot go on where another one stopped.
  #next(): ChosenModel | undefined {
    const [model] = this.#left;
    const { spokenBy } = this.#transcript;
    return model?.offline && spokenBy.some((name) => name !== model.name) ? undefined : model;
  }

  async #askOne(model: ChosenModel, request: ModelRequest, ask: Ask): Promise<AIMessage> {
    const { context } = this.#told;
    const text = model.offline ? context.full : context.system;
    const asked = {
      ...request,
      model: await model.load(),
      systemMessage: new SystemMessage(text),
      messages: model.offline ? [...this.#told.history, ...request.messages] : this.#whole(request.messages),
    };
    const once = async () => asMessage(await ask(asked));
    const said = await tracedModel(model.name, this.#transcript.rounds + 1, () => this.#patiently(once));
    const sent = () => text.length + JSON.stringify(asked.messages.map((message) => message.toDict())).length;
    this.#transcript.heard(model.name, model.offline ? undefined : usageOf(model, said, sent));
    return said;
  }

  // The live facts stand with the person's message: everything before it was sent before, to the byte.
  #whole(turn: readonly BaseMessage[]): BaseMessage[] {
    const [said, ...rest] = turn;
    const { context, history } = this.#told;
    const first =
      said === undefined ? [] : [new HumanMessage(`<now>\n${context.now}\n</now>\n\n${said.text}`)];
    this.#before ??= marked(history);
    return [...this.#before, ...first, ...marked(rest)];
  }

  // A client sends a request again that was not answered; an answer cut off in the middle is left to us.
  async #patiently(once: () => Promise<AIMessage>): Promise<AIMessage> {
    try {
      return await once();
    } catch (error) {
      if (this.#request.signal.aborted || !this.#drafts.begun) throw error;
      return await once();
    }
  }
}

// The chosen one first, the others in the order of the configuration.
function inOrder(models: readonly ChosenModel[], chosen: string | undefined): ChosenModel[] {
  const first = models.find(({ name }) => name === chosen) ?? models[0];
  return first === undefined ? [] : [first, ...models.filter((model) => model !== first)];
}

function asMessage(said: unknown): AIMessage {
  if (AIMessage.isInstance(said)) return said;
  throw new Error("The model answered with something that is no message");
}
