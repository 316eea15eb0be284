import type { TurnEvent } from "../../conversation/index.ts";
import type { Button } from "../../store/index.ts";

/** A button with the number that presses it in a terminal. */
export interface Choice {
  readonly number: number;
  readonly button: Button;
}

/** The buttons that are on the screen. What the person says next is about them; then they are gone. */
export class Choices {
  #choices: Choice[] = [];

  /** The buttons of a reply or notice. Their numbers go on where those before them ended: no number means two things. */
  offer(event: TurnEvent): readonly Choice[] {
    if (event.type !== "reply" && event.type !== "notice") return [];
    const before = this.#choices.length;
    const fresh = (event.buttons ?? [])
      .flat()
      .map((button, index) => ({ number: before + index + 1, button }));
    this.#choices.push(...fresh);
    return fresh;
  }

  /** The button that a line means, e.g. "2"; undefined if it means none. */
  pick(line: string): Button | undefined {
    return this.#choices.find(({ number }) => String(number) === line.trim())?.button;
  }

  /** The button that says yes to what was asked, if something was. */
  get yes(): Button | undefined {
    return this.#choices.find(({ button }) => button.id.startsWith("approve:"))?.button;
  }

  clear(): void {
    this.#choices = [];
  }
}
