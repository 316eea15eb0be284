import { AIMessage } from "@langchain/core/messages";
import type { StoredCall, StoredMessage } from "./messages.ts";
import type { ToolResult } from "./tools/tool.ts";

/** What a turn adds to the conversation, as it happens: also when the turn is cut short. */
export class Transcript {
  readonly messages: StoredMessage[];
  /** How often the model was asked. */
  rounds = 0;
  readonly #turn: string;
  readonly #ids: Set<string>;
  readonly #malformed = new Set<string>();
  #failures = new Set<string>();
  #round: { tool: string; ok: boolean }[] = [];

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
      return { id: own, tool: name ?? "unnamed", arguments: args };
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

  answered(call: StoredCall, { ok, text }: ToolResult): void {
    this.#round.push({ tool: call.tool, ok });
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

  /** True if a tool failed and the same tool did not succeed later on. */
  get failed(): boolean {
    this.#settleRound();
    return this.#failures.size > 0;
  }

  /** What the tools answered so far, for a turn whose model cannot tell it any more. */
  get answers(): string[] {
    return this.messages.flatMap((message) => (message.role === "tool" ? [message.text] : []));
  }

  // Calls of one reply stand side by side: only a later one makes up for a failed one.
  #settleRound(): void {
    for (const { tool, ok } of this.#round) if (ok) this.#failures.delete(tool);
    for (const { tool, ok } of this.#round) if (!ok) this.#failures.add(tool);
    this.#round = [];
  }

  #ownId(given: string | undefined): string {
    let id = given ?? "";
    for (let n = this.#ids.size; id === "" || this.#ids.has(id); n++) {
      id = `call_${this.#turn.replace(/[^A-Za-z0-9]/g, "_")}_${n}`.slice(-40);
    }
    this.#ids.add(id);
    return id;
  }
}
