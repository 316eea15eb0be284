import type { Writable } from "node:stream";
import type { Notice, OperationSeen, Reply, ToolCalled, TurnEvent } from "../../conversation/index.ts";
import { printable } from "../printable.ts";
import { begunProgress, count, elapsed, headline, type ProgressState, took, withEvent } from "../progress.ts";
import { callText } from "./call-text.ts";
import type { Choice } from "./choices.ts";
import { MovingArea } from "./moving-area.ts";
import { type Look, paintMarkdown, tint } from "./paint.ts";

export interface ScreenOptions extends Look {
  output: Writable;
  /** Lines can be drawn over: the output is a terminal. */
  live: boolean;
  /** Lines on the screen; 24 if it is not known. */
  rows?: number;
  /** The person's own lines are not on the screen yet. */
  echo: boolean;
  now?: () => number;
}

const indent = "  ";
const spinner = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const redrawMs = 120;

/** Draws a conversation as a transcript: what was said, what is done for it, and the reply. */
export class Screen {
  readonly #options: ScreenOptions;
  readonly #now: () => number;
  readonly #operations = new Map<string, ProgressState>();
  /** Draws what stands under the last line while nothing is under way: the prompt of a chat by hand. */
  prompt: (() => void) | undefined;
  #turnStartedMs = 0;
  #doing = "thinking";
  #timer: NodeJS.Timeout | undefined;
  #frame = 0;
  /** What the reply says so far, painted. */
  #draft: string[] = [];
  readonly #area: MovingArea;

  constructor(options: ScreenOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#area = new MovingArea(options.output, options);
  }

  /** Shows an event of a turn. */
  show(event: TurnEvent): void {
    if (event.type === "turn") this.#begin(event.text);
    else if (event.type === "tool-call") this.#call(event);
    else if (event.type === "operation") this.#operation(event);
    else if (event.type === "draft") this.#write(event.text);
    else if (event.type === "reply") this.#reply(event);
    else if (event.type === "notice") this.#notice(event);
  }

  /** Shows what can be chosen, with the numbers that do it. */
  offer(choices: readonly Choice[]): void {
    if (choices.length === 0) return;
    const items = choices.map(
      ({ number, button }) => `${tint(`[${number}]`, "bold", this.#options)} ${printable(button.label)}`,
    );
    const width = choices.reduce((sum, { button }) => sum + button.label.length + 7, indent.length);
    const between = width <= this.#options.columns ? "   " : `\n${indent}`;
    this.line(`${indent}${items.join(between)}\n`);
  }

  /** Shows a short word about a button that was pressed. */
  toast(text: string): void {
    if (text !== "") this.line(`${indent}${tint(printable(text), "dim", this.#options)}\n`);
  }

  /** Writes a line of its own, above what is drawn over. */
  line(text: string): void {
    this.#area.wipe();
    this.#options.output.write(`${text}\n`);
  }

  /** Ends what moves. */
  settle(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#operations.clear();
    this.#draft = [];
    this.#area.wipe();
  }

  #begin(text: string): void {
    this.settle();
    this.#turnStartedMs = this.#now();
    this.#doing = "thinking";
    if (this.#options.echo) this.line(`${tint("you ›", "bold", this.#options)} ${printable(text)}`);
    if (!this.#options.live) return;
    this.#timer = setInterval(() => this.#draw(), redrawMs);
    this.#timer.unref();
    this.#draw();
  }

  #call(event: ToolCalled): void {
    this.#doing = "working";
    this.line(`${indent}${tint(printable(callText(event)), "dim", this.#options)}`);
  }

  #write(text: string): void {
    if (this.#timer === undefined) return;
    this.#doing = "writing";
    this.#draft = paintMarkdown(text, this.#options, indent).split("\n");
  }

  #reply(reply: Reply): void {
    this.settle();
    this.line(`\n${this.#said(reply)}\n`);
  }

  #notice(notice: Notice): void {
    const idle = this.#timer === undefined && this.prompt !== undefined;
    // The prompt, with what is typed of a line, gives way and comes again below.
    if (idle) this.#area.take(1);
    this.line(`\n${tint("news ›", "bold", this.#options)}\n${this.#said(notice)}\n`);
    if (this.#timer !== undefined) this.#draw();
    else this.prompt?.();
  }

  // A terminal has room: what elsewhere is a file is shown in full.
  #said({ text, files = [] }: Reply | Notice): string {
    const shown = files.map((file) => {
      const lines = printable(file.text)
        .trimEnd()
        .replace(/^(?=.)/gm, `${indent}  `);
      return `${indent}${tint(printable(file.name), "dim", this.#options)}\n${lines}`;
    });
    return [paintMarkdown(text, this.#options, indent), ...shown].join("\n\n");
  }

  #operation({ operation, container, event }: OperationSeen): void {
    const before = this.#operations.get(operation) ?? begunProgress(container, this.#now());
    const state = withEvent(before, event);
    this.#operations.set(operation, state);
    if (state.ended !== undefined) {
      this.#operations.delete(operation);
      const mark =
        state.ended === "done" ? tint("✓", "green", this.#options) : tint("✗", "red", this.#options);
      this.line(`${indent}${mark} ${headline(state)} ${tint(`in ${took(state)}`, "dim", this.#options)}`);
    } else if (event.phase && !this.#options.live) {
      this.line(`${indent}· ${printable(event.phase.text)}`);
    }
    if (this.#timer !== undefined) this.#draw();
  }

  // What moves: what the reply says so far, and what is under way right now.
  #draw(): void {
    this.#frame = (this.#frame + 1) % spinner.length;
    const state = [...this.#operations.values()].at(-1);
    const parts = state
      ? [headline(state), state.phase, state.activity, count(state), elapsed(state, this.#now())]
      : [this.#doing, elapsed({ startedMs: this.#turnStartedMs }, this.#now())];
    const text = printable(parts.filter((part) => part !== "").join(" · "));
    const status = `${indent}${tint(spinner[this.#frame] ?? "", "cyan", this.#options)} ${text}`;
    this.#area.draw(this.#draft.length > 0 ? ["", ...this.#draft, "", status] : [status]);
  }
}
