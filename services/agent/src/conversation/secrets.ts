import type { Logger } from "@voxnix/daemon";
import type { OwnerId } from "@voxnix/protocol";
import { type Executor, errorText } from "../executor/index.ts";
import type { Store, Turn } from "../store/index.ts";
import { type Answer, declined } from "./answer.ts";
import { audit } from "./audit.ts";

const awaitedForMs = 10 * 60_000;
const longestBytes = 64 * 1024;

/** Stands in for the value wherever a message is kept. */
export const hidden = "(secret)";

/** Takes secrets out of the conversation: the value goes to the executor and is kept nowhere else. */
export class Secrets {
  readonly #parts: { store: Store; executor: Executor; log: Logger };

  constructor(parts: { store: Store; executor: Executor; log: Logger }) {
    this.#parts = parts;
  }

  /** The next message of this person in this chat is the value. */
  await(of: { chat: string; owner: OwnerId }, name: string): void {
    const { store } = this.#parts;
    store.awaitedSecrets.await(of, name, store.now() + awaitedForMs);
  }

  /** The name of the secret whose value is awaited. */
  awaited(of: { chat: string; owner: OwnerId }): string | undefined {
    return this.#parts.store.awaitedSecrets.of(of);
  }

  /** Hands the value to the executor. */
  async take(turn: Turn, name: string, value: string): Promise<Answer> {
    const { store, executor } = this.#parts;
    const bytes = Buffer.from(value.trim());
    if (bytes.length === 0 || bytes.length > longestBytes)
      return declined(`That was ${bytes.length === 0 ? "empty" : "too long"}, so \`${name}\` is not set.`);
    try {
      await executor.setSecret(turn.owner, name, bytes);
    } catch (error) {
      return declined(`\`${name}\` is not set. ${errorText(error)}\n\nSend /secret ${name} to try again.`);
    }
    store.awaitedSecrets.end(turn);
    audit(this.#parts, { ...turn, turn: turn.id, event: "secret-set", subject: name });
    return {
      text: `🔑 \`${name}\` is set. Its value is only on your host; I keep no copy. Use it by its name, for example as a module's key.`,
    };
  }
}

/** Whether a chat is a person's own: what is said there nobody else reads. */
export function isPrivate({ chat, owner }: { chat: string; owner: string }): boolean {
  return chat === owner;
}
