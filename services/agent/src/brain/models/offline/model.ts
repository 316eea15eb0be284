import { BaseChatModel, type BaseChatModelCallOptions } from "@langchain/core/language_models/chat_models";
import { AIMessage, type BaseMessage } from "@langchain/core/messages";
import type { ChatResult } from "@langchain/core/outputs";
import { respond } from "./respond.ts";
import { see } from "./sight.ts";

/**
 * A chat model without a network, a key or a language model: it knows the everyday requests in ordinary
 * wording. It gets the same messages and calls the same tools as any other.
 */
export class OfflineModel extends BaseChatModel {
  constructor() {
    super({});
  }

  override _llmType(): string {
    return "offline";
  }

  // The tools are those that the wishes were written for; there is nothing to keep of them.
  override bindTools(_tools: unknown, options: Partial<BaseChatModelCallOptions> = {}) {
    return this.withConfig(options);
  }

  override async _generate(messages: BaseMessage[]): Promise<ChatResult> {
    const sight = see(messages);
    const { text, calls } = respond(sight);
    const count = sight.exchanges.reduce((sum, { rounds }) => sum + rounds.flat().length, 0);
    const tool_calls = calls.map(({ tool, arguments: args }, index) => ({
      id: `call_${count + index + 1}`,
      name: tool,
      args,
      type: "tool_call" as const,
    }));
    return { generations: [{ text, message: new AIMessage({ content: text, tool_calls }) }] };
  }
}
