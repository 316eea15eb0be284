import type { Writable } from "node:stream";
import type { OperationSeen, ToolCalled, TurnEvent } from "../../conversation/index.ts";
import { printable } from "../printable.ts";
import { begunProgress, count, elapsed, headline, type ProgressState, took, withEvent } from "../progress.ts";
import { type Look, paintMarkdown, tint } from "./paint.ts";

export interface ScreenOptions extends Look {
  output: Writable;
  /** Lines can be drawn over: the output is a terminal. */
  live: boolean;
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
  #drawn = false;

  constructor(options: ScreenOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** Shows an event of a turn. */
  show(event: TurnEvent): void {
    if (event.type === "turn") this.#begin(event.text);
    else if (event.type === "tool-call") this.#call(event);
    else if (event.type === "operation") this.#operation(event);
    else if (event.type === "reply") this.#reply(event.text);
    else if (event.type === "notice") this.#notice(event.text);
  }

  /** Writes a line of its own, above what is drawn over. */
  line(text: string): void {
    this.#wipe();
    this.#options.output.write(`${text}\n`);
  }

  /** Ends what moves. */
  settle(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#operations.clear();
    this.#wipe();
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

  #reply(text: string): void {
    this.settle();
    this.line(`\n${paintMarkdown(text, this.#options, indent)}\n`);
  }

  #notice(text: string): void {
    const idle = this.#timer === undefined && this.prompt !== undefined;
    if (idle) this.#drawn = true;
    this.line(`\n${tint("news ›", "bold", this.#options)}\n${paintMarkdown(text, this.#options, indent)}\n`);
    if (this.#timer !== undefined) this.#draw();
    else this.prompt?.();
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

  // The one line that moves: what is under way right now.
  #draw(): void {
    this.#frame = (this.#frame + 1) % spinner.length;
    const state = [...this.#operations.values()].at(-1);
    const parts = state
      ? [headline(state), state.phase, state.activity, count(state), elapsed(state, this.#now())]
      : [this.#doing, elapsed({ startedMs: this.#turnStartedMs }, this.#now())];
    const room = this.#options.columns - indent.length - 3;
    const text = printable(parts.filter((part) => part !== "").join(" · "));
    const fitting = text.length > room ? `${text.slice(0, room - 1)}…` : text;
    this.#wipe();
    this.#options.output.write(
      `${indent}${tint(spinner[this.#frame] ?? "", "cyan", this.#options)} ${fitting}`,
    );
    this.#drawn = true;
  }

  #wipe(): void {
    if (this.#drawn) this.#options.output.write("\r\u001b[2K");
    this.#drawn = false;
  }
}

// "→ create_container name: dev, modules: git, fish"
function callText({ tool, arguments: given }: ToolCalled): string {
  const parts = Object.entries(given)
    .map(([name, value]) => [name, valueText(value)])
    .flatMap(([name, value]) => (value === "" ? [] : [`${name}: ${value}`]));
  const text = `→ ${tool} ${parts.join(", ")}`.trimEnd();
  return text.length > 160 ? `${text.slice(0, 159)}…` : text;
}

function valueText(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(valueText).join(" ");
  if (typeof value === "object" && value !== null && "name" in value) {
    const fields = Object.entries(value).filter(([field]) => field !== "name" && field !== "settings");
    const settings = "settings" in value && value.settings ? Object.entries(value.settings) : [];
    const details = [...settings, ...fields].map(([field, one]) => `${field}=${valueText(one)}`);
    return `${valueText(value.name)}${details.length > 0 ? ` (${details.join(", ")})` : ""}`;
  }
  return JSON.stringify(value);
}
