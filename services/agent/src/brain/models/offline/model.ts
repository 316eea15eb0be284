import { BaseChatModel } from "@langchain/core/language_models/chat_models";
import { AIMessage } from "@langchain/core/messages";
import type { ChatResult } from "@langchain/core/outputs";
export class OfflineModel extends BaseChatModel {
  constructor() {
    super({});
  }
  override _llmType() {
    return "offline";
  }
  override bindTools() {
    return this.withConfig({});
  }
  override async _generate(): Promise<ChatResult> {
    const text = "Hello.";
    return { generations: [{ text, message: new AIMessage(text) }] };
  }
}
