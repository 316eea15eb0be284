import { BaseCallbackHandler } from "@langchain/core/callbacks/base";

/** Tells what the model says while it says it: always the whole text of the reply so far. */
export class Drafts extends BaseCallbackHandler {
  readonly name = "drafts";
  // Models stream their answer if a handler wants them to.
  readonly lc_prefer_streaming = true;
  // Else LangChain would call on its own time, after the answer too.
  override awaitHandlers = true;
  #text = "";
  /** Whether anything of the answer under way has come. */
  begun = false;
  readonly #tell: (text: string) => void;

  constructor(tell: (text: string) => void) {
    super();
    this.#tell = tell;
  }

  override handleChatModelStart(): void {
    this.#text = "";
    this.begun = false;
  }

  override handleLLMNewToken(token: string): void {
    this.begun = true;
    if (token === "") return;
    this.#text += token;
    this.#tell(this.#text);
  }
}
