import { ToolMessage } from "@langchain/core/messages";
import type { Logger } from "@voxnix/daemon";
import { VoxnixError } from "@voxnix/protocol";
import { ExecutorUnreachable, errorText } from "../executor/index.ts";
import { tracedTool } from "../telemetry/index.ts";
import { callsPerReply, callsPerTurn } from "./limits.ts";
import type { StoredCall } from "./messages.ts";
import { tools } from "./tools/index.ts";
import type { BrainTool, ToolDesk } from "./tools/tool.ts";
import type { Answer } from "./transcript.ts";
import type { TurnRequest } from "./turn-request.ts";

/** How a call stands in the model's reply. */
export interface Standing {
  place: number;
  /** Its arguments were no JSON. */
  malformed: boolean;
  /** The person said yes to exactly this call. */
  sure: boolean;
}

/**
 * Answers the model's tool calls. Calls for one container run one after the other, in the model's order;
 * those for different ones side by side. Every call gets an answer, whatever happens.
 */
export class ToolCalls {
  readonly #desk: ToolDesk;
  readonly #request: TurnRequest;
  readonly #log: Logger;
  readonly #lines = new Map<string, Promise<unknown>>();
  readonly #asked = new Set<string>();
  #count = 0;

  constructor(desk: ToolDesk, request: TurnRequest, log: Logger) {
    this.#desk = desk;
    this.#request = request;
    this.#log = log;
  }

  async answer(call: StoredCall, standing: Standing): Promise<Answer> {
    const { turn, onEvent } = this.#request;
    const common = { turn, call: call.id, tool: call.tool };
    // Told as it leaps, not as it looks: whoever keeps a record is to know which call was run and which only asked.
    let told = false;
    const tell = () => {
      if (!told) onEvent({ type: "tool-call", ...common, arguments: shown(call) });
      told = true;
    };
    const result = standing.malformed
      ? refused("the arguments were not valid JSON.")
      : await this.#traced(call, () => this.#inLine(call, () => this.#run(call, standing, tell)));
    const { ok, text } = result;
    tell();
    onEvent({ type: "tool-answer", ...common, ok, text });
    this.#log.info({ event: "tool-answered", ...common, ok });
    return result;
  }

  #traced(call: StoredCall, run: () => Promise<Answer>): Promise<Answer> {
    const known = tools.some(({ name }) => name === call.tool);
    return tracedTool(known ? call.tool : "unknown", call.arguments.name, run);
  }

  #inLine(call: StoredCall, run: () => Promise<Answer>): Promise<Answer> {
    const { name } = call.arguments;
    if (typeof name !== "string") return run();
    const result = (this.#lines.get(name) ?? Promise.resolve()).then(run);
    this.#lines.set(name, result);
    return result;
  }

  async #run(call: StoredCall, { place, sure }: Standing, tell: () => void): Promise<Answer> {
    if (this.#desk.signal.aborted) return refused("the user stopped this turn.");
    if (place >= callsPerReply) return refused(`at most ${callsPerReply} tools can be called at once.`);
    if (++this.#count > callsPerTurn)
      return refused(`at most ${callsPerTurn} tools can be called in one turn.`);
    const tool = tools.find(({ name }) => name === call.tool);
    if (!tool) return refused(`there is no tool ${call.tool}.`);
    const wrong = tool.wrongWith(call.arguments);
    if (wrong !== undefined) return refused(wrong);
    const change = !tool.readOnly;
    try {
      if (!sure) return { ...(await this.#lookAndLeap(tool, call, tell)), change };
      tell();
      return { ...(await tool.run(call.arguments, this.#desk)), change };
    } catch (error) {
      return { ok: false, text: this.#failure(call, error), change };
    }
  }

  // What cannot be taken back waits for the person's yes, with arguments that mean what they were shown.
  async #lookAndLeap(tool: BrainTool, call: StoredCall, tell: () => void): Promise<Answer> {
    const { guard, pinned } = await tool.look(call.arguments, this.#desk);
    this.#desk.signal.throwIfAborted();
    const args = { ...call.arguments, ...pinned };
    if (guard === undefined) {
      tell();
      return tool.run(args, this.#desk);
    }
    const key = JSON.stringify([call.tool, args]);
    if (this.#asked.has(key)) return { ok: true, text: "Asked already: nothing is done yet.", asked: true };
    this.#asked.add(key);
    this.#request.ask({ call: { ...call, arguments: args }, guard });
    return {
      ok: true,
      text: `Asked: nothing is done yet. ${guard.question}`,
      guard,
      asked: true,
    };
  }

  #failure(call: StoredCall, error: unknown): string {
    if (this.#desk.signal.aborted) {
      return "Not waited for: the user stopped this turn. What it had begun goes on in the executor.";
    }
    if (!(error instanceof VoxnixError) && !(error instanceof ExecutorUnreachable)) {
      this.#log.error({ event: "tool-defect", tool: call.tool, turn: this.#request.turn, err: error });
    }
    return errorText(error);
  }
}

// What was pinned to a call is nothing for people to read.
function shown({ tool, arguments: args }: StoredCall): Record<string, unknown> {
  const told = tools.find(({ name }) => name === tool)?.told.shape;
  return told ? Object.fromEntries(Object.entries(args).filter(([key]) => key in told)) : args;
}

function refused(why: string): Answer {
  return { ok: false, text: `Nothing was done: ${why}`, refused: true };
}

/** A tool's result as the model gets it. */
export function toolMessage(call: StoredCall, { ok, text }: Answer): ToolMessage {
  return new ToolMessage({
    content: text,
    tool_call_id: call.id,
    name: call.tool,
    status: ok ? "success" : "error",
  });
}
