import type { Writable } from "node:stream";
import sliceAnsi from "slice-ansi";

/** The lines at the end of a terminal that are drawn over. */
export class MovingArea {
  readonly #output: Writable;
  readonly #columns: number;
  readonly #rows: number;
  #drawn = 0;

  constructor(output: Writable, { columns, rows = 24 }: { columns: number; rows?: number }) {
    this.#output = output;
    this.#columns = columns;
    this.#rows = rows;
  }

  /** Shows these lines in place of those before: the last ones, where there is no room for all. */
  draw(lines: readonly string[]): void {
    this.wipe();
    // A line that is as wide as the terminal, or one too many, would scroll what cannot be drawn over any more.
    const fitting = lines.slice(-(this.#rows - 1)).map((line) => sliceAnsi(line, 0, this.#columns - 1));
    this.#output.write(fitting.join("\n"));
    this.#drawn = fitting.length;
  }

  /** So many lines, drawn by somebody else, are gone with the next wipe. */
  take(lines: number): void {
    this.#drawn = lines;
  }

  /** Takes the lines away. */
  wipe(): void {
    if (this.#drawn === 0) return;
    // ECMA-48: to the line's begin, up, and all below is erased.
    const up = this.#drawn > 1 ? `\u001b[${this.#drawn - 1}A` : "";
    this.#output.write(`\r${up}\u001b[0J`);
    this.#drawn = 0;
  }
}
