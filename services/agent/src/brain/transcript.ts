import { AIMessage } from "@langchain/core/messages";
import type { Guard } from "./guard.ts";
import type { StoredCall, StoredMessage } from "./messages.ts";
import type { ToolResult } from "./tools/result.ts";
import { added, type ModelUsage } from "./usage.ts";

/** What came of a tool call. */
export interface Answer extends ToolResult {
  /** The tool changes something, if it is let. */
  change?: boolean;
  /** It was wrong in itself: nothing was tried. */
  refused?: boolean;
  /** The person has to say yes first. */
  asked?: boolean;
  /** What they are asked, once. */
  guard?: Guard | undefined;
}

/** A call with its answer. */
export interface Deed {
  call: StoredCall;
  answer: Answer;
}

/** What a turn adds to the conversation, as it happens: also when the turn is cut short. */
export class Transcript {
  readonly messages: StoredMessage[];
  /** How often the model was asked. */
  rounds = 0;
  /** The names of the models that said something, in order. */
  readonly spokenBy: string[] = [];
  /** Models that failed in this turn, in sentences. */
  readonly modelTroubles: { model: string; why: string }[] = [];
  readonly deeds: Deed[] = [];
  /** What the model had said of an answer that is not over. */
  unfinished = "";
  readonly #turn: string;
  readonly #ids: Set<string>;
  readonly #malformed = new Set<string>();
  readonly #usage = new Map<string, ModelUsage>();
  #failures = new Map<string, Deed>();
  #round: Deed[] = [];

  constructor(turn: string, text: string, history: readonly StoredMessage[]) {
    this.#turn = turn;
    this.messages = [{ role: "user", text }];
    this.#ids = new Set(
      history.flatMap((message) => (message.role === "assistant" ? message.calls.map(({ id }) => id) : [])),
    );
  }

  /**
   * Takes down what the model said. Returns it with ids that no earlier call has: LangChain takes a call
   * whose id was answered before as done. Calls whose arguments are no JSON are kept, to be answered.
   */
  said(message: AIMessage): AIMessage {
    this.#settleRound();
    this.rounds++;
    this.unfinished = "";
    const broken = (message.invalid_tool_calls ?? []).map(({ id, name }) => ({
      id,
      name,
      args: {},
      broken: true,
    }));
    const whole = (message.tool_calls ?? []).map(({ id, name, args }) => ({ id, name, args, broken: false }));
    const calls = [...whole, ...broken].map(({ id, name, args, broken: malformed }): StoredCall => {
      const own = this.#ownId(id);
      if (malformed) this.#malformed.add(own);
      return { id: own, tool: name || "unnamed", arguments: args };
    });
    const { text } = message;
    this.messages.push({ role: "assistant", text, calls });
    return new AIMessage({
      content: text,
      tool_calls: calls.map(({ id, tool, arguments: args }) => ({
        id,
        name: tool,
        args,
        type: "tool_call" as const,
      })),
    });
  }

  /** Notes who spoke, and what it used. */
  heard(model: string, usage: ModelUsage | undefined): void {
    this.spokenBy.push(model);
    if (usage === undefined) return;
    const before = this.#usage.get(model);
    this.#usage.set(model, before ? added(before, usage) : usage);
  }

  answered(call: StoredCall, answer: Answer): void {
    const { ok, text } = answer;
    const deed = { call, answer };
    this.#round.push(deed);
    this.deeds.push(deed);
    this.messages.push({ role: "tool", call: call.id, tool: call.tool, ok, text });
  }

  /** A call of the last reply, its place in it, and whether its arguments were no JSON. */
  call(id: string | undefined): { call: StoredCall; place: number; malformed: boolean } {
    const last = this.messages.findLast((message) => message.role === "assistant");
    const calls = last?.role === "assistant" ? last.calls : [];
    const place = calls.findIndex((call) => call.id === id);
    const call = calls[place];
    if (call === undefined) throw new Error(`The model's last reply has no call ${id}`);
    return { call, place, malformed: this.#malformed.has(call.id) };
  }

  /** One account for each model that was asked. */
  get usage(): ModelUsage[] {
    return [...this.#usage.values()];
  }

  /** True if all that the last reply asked for waits for the person. */
  get onlyAsked(): boolean {
    return this.#round.length > 0 && this.#round.every(({ answer }) => answer.asked);
  }

  /** What the person is asked in this turn. */
  get questions(): string[] {
    return this.deeds.flatMap(({ answer }) => (answer.guard ? [answer.guard.question] : []));
  }

  /** What was too long to be said, each under a name of its own. */
  get files(): { name: string; text: string }[] {
    const files = this.deeds.flatMap(({ answer: { file } }) => (file ? [file] : []));
    return files.map(({ name, text }, place) => {
      const before = files.slice(0, place).filter((other) => other.name === name).length;
      return { name: before === 0 ? name : name.replace(/(?=\.[^.]*$)/, `-${before + 1}`), text };
    });
  }

  /** Calls that failed and were not made good later on. */
  get failures(): Deed[] {
    this.#settleRound();
    return [...this.#failures.values()];
  }

  /** What the tools answered so far, for a turn whose model cannot tell it any more. */
  get answers(): string[] {
    return this.messages.flatMap((message) => (message.role === "tool" ? [message.text] : []));
  }

  // Calls of one reply stand side by side: only a later one makes up for a failed one. What was tried in vain
  // is made good by the same tool on the same thing; what was wrong in itself, by the same tool.
  #settleRound(): void {
    for (const { call, answer } of this.#round) {
      if (!answer.ok || answer.asked) continue;
      this.#failures.delete(subject(call));
      for (const [key, failed] of this.#failures) {
        if (failed.answer.refused && failed.call.tool === call.tool) this.#failures.delete(key);
      }
    }
    for (const deed of this.#round) if (!deed.answer.ok) this.#failures.set(subject(deed.call), deed);
    this.#round = [];
  }

  // Every provider takes these, also where another one made the call.
  #ownId(given: string | undefined): string {
    let id = given !== undefined && /^[A-Za-z0-9_-]{1,40}$/.test(given) ? given : "";
    for (let n = this.#ids.size; id === "" || this.#ids.has(id); n++) {
      id = `call_${this.#turn.replace(/[^A-Za-z0-9]/g, "_")}_${n}`.slice(-40);
    }
    this.#ids.add(id);
    return id;
  }
}

function subject({ tool, arguments: args }: StoredCall): string {
  return `${tool} ${String(args.name ?? args.container ?? "")}`;
}
