import type { Logger } from "@voxnix/daemon";
import { errorText } from "../executor/index.ts";
import type { Turn } from "../store/index.ts";
import { type Answer, declined } from "./answer.ts";
import type { Voice } from "./voice.ts";

/** Turns that do not wait in the queue: commands, answers to questions, values of secrets. */
export class Asides {
  readonly #voice: Voice;
  readonly #log: Logger;
  readonly #underWay = new Set<Promise<void>>();

  constructor(voice: Voice, log: Logger) {
    this.#voice = voice;
    this.#log = log;
  }

  /** Begins at once; the turn ends with the answer. */
  run(turn: Turn, answer: () => Answer | Promise<Answer>): void {
    const done = this.#run(turn, answer)
      .catch((error) => this.#log.error({ event: "turn-not-stored", turn: turn.id, err: error }))
      .finally(() => this.#underWay.delete(done));
    this.#underWay.add(done);
  }

  /** Resolves when none is under way. */
  async close(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  async #run(turn: Turn, answer: () => Answer | Promise<Answer>): Promise<void> {
    const said = await this.#answer(turn, answer);
    this.#voice.reply(turn, "done", said);
    this.#log.info({ event: "turn-ended", turn: turn.id, task: turn.task, ok: said.ok ?? true });
    this.#voice.flush(turn.chat);
  }

  async #answer(turn: Turn, answer: () => Answer | Promise<Answer>): Promise<Answer> {
    try {
      return await answer();
    } catch (error) {
      this.#log.error({ event: "command-failed", turn: turn.id, err: error });
      return declined(`❌ That did not work. ${errorText(error)}`);
    }
  }
}
