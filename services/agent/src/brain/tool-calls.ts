import { ToolMessage } from "@langchain/core/messages";
import type { Logger } from "@voxnix/daemon";
import { VoxnixError } from "@voxnix/protocol";
import { ExecutorUnreachable, errorText } from "../executor/index.ts";
import { tracedTool } from "../telemetry/index.ts";
import type { StoredCall } from "./messages.ts";
import { tools } from "./tools/index.ts";
import type { ToolDesk, ToolResult } from "./tools/tool.ts";
import type { TurnRequest } from "./turn-request.ts";

/** How many tools one reply of the model may call. */
const callsPerReply = 16;

/**
 * Answers the model's tool calls. Calls for one container run one after the other, in the model's order;
 * those for different ones side by side. Every call gets an answer, whatever happens.
 */
export class ToolCalls {
  readonly #desk: ToolDesk;
  readonly #request: TurnRequest;
  readonly #log: Logger;
  readonly #lines = new Map<string, Promise<unknown>>();

  constructor(desk: ToolDesk, request: TurnRequest, log: Logger) {
    this.#desk = desk;
    this.#request = request;
    this.#log = log;
  }

  async answer(call: StoredCall, place: number, malformed: boolean): Promise<ToolResult> {
    const { turn, onEvent } = this.#request;
    const common = { turn, call: call.id, tool: call.tool };
    onEvent({ type: "tool-call", ...common, arguments: call.arguments });
    const result = malformed
      ? { ok: false, text: "Nothing was done: the arguments were not valid JSON." }
      : await this.#traced(call, () => this.#inLine(call, () => this.#run(call, place)));
    onEvent({ type: "tool-answer", ...common, ...result });
    this.#log.info({ event: "tool-answered", ...common, ok: result.ok });
    return result;
  }

  #traced(call: StoredCall, run: () => Promise<ToolResult>): Promise<ToolResult> {
    const known = tools.some(({ name }) => name === call.tool);
    return tracedTool(known ? call.tool : "unknown", call.arguments.name, run);
  }

  #inLine(call: StoredCall, run: () => Promise<ToolResult>): Promise<ToolResult> {
    const { name } = call.arguments;
    if (typeof name !== "string") return run();
    const result = (this.#lines.get(name) ?? Promise.resolve()).then(run);
    this.#lines.set(name, result);
    return result;
  }

  async #run(call: StoredCall, place: number): Promise<ToolResult> {
    const refuse = (text: string) => ({ ok: false, text: `Nothing was done: ${text}` });
    if (this.#desk.signal.aborted) return refuse("the user stopped this turn.");
    if (place >= callsPerReply) return refuse(`at most ${callsPerReply} tools can be called at once.`);
    const tool = tools.find(({ name }) => name === call.tool);
    if (!tool) return refuse(`there is no tool ${call.tool}.`);
    const wrong = tool.wrongWith(call.arguments);
    if (wrong !== undefined) return refuse(wrong);
    try {
      return await tool.run(call.arguments, this.#desk);
    } catch (error) {
      return { ok: false, text: this.#failure(call, error) };
    }
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

/** A tool's result as the model gets it. */
export function toolMessage(call: StoredCall, { ok, text }: ToolResult): ToolMessage {
  return new ToolMessage({
    content: text,
    tool_call_id: call.id,
    name: call.tool,
    status: ok ? "success" : "error",
  });
}
